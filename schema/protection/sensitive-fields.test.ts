import { expect, it } from 'vitest';
import { parseContract, readSlices } from '../contract.ts';
import { namedType } from '../definitions.ts';
import { type KindName, requirementOfKinds } from './kinds.ts';
import { fieldPlaces, protectedNodes } from './nodes.ts';
import { protectionOf } from './protection.ts';
import { both, implies } from './requirement.ts';

/**
 * What is sensitive by our model of the domain, written down apart from the contract's descriptions: a type for all of its
 * fields, or fields by themselves.
 */
const sensitive: Readonly<Record<KindName, readonly string[]>> = {
  household: ['Household', 'Person', 'LivingConditions', 'SafeguardSurvey', 'Clue', 'MonitoringCase']
    .concat(['AssistanceMeasure', 'AssistanceAssignment', 'DisasterImpact', 'PublicWelfarePost'])
    .concat(['EmploymentRecord', 'PartnerFinding', 'SkillTraining', 'BenefitLink', 'UnsoldProduce']),
  name: ['Person.name', 'Person.birthDate'],
  identity: ['Person.ethnicity'], // the ministry masks `Person.citizenId`
  contact: ['Household.address', 'Household.phone', 'ResponsiblePerson.phone'],
  health: ['InsuranceEnrolment', 'Encounter', 'Settlement', 'MedicalBurden', 'MajorIllnessCase']
    .concat(['ChronicCareContract', 'PayLaterAgreement', 'PreventionService'])
    .concat(['Household.medicalBurden', 'Household.uninsuredMembers', 'Household.insuranceEnrolments'])
    .concat(['Person.healthStates', 'Person.labourCapacity', 'Person.insured', 'Person.healthBenefits'])
    .concat(['SafeguardSurvey.membersWithoutInsurance', 'SafeguardSurvey.membersWithoutTreatment'])
    .concat(['Safeguard.evidence', 'DisasterImpact.casualties', 'EmploymentRecord.endReason'])
    .concat([
      'PartnerFinding.subject',
      'PartnerFinding.detail',
      'PartnerFinding.feed',
      'PartnerFeed.findings',
    ])
    .concat(['Household.riskCauses', 'MonitoringCase.riskCauses', 'Region.householdsAtRisk'])
    .concat([
      'Clue.riskCause',
      'Clue.statement',
      'Clue.screeningRule',
      'Clue.raisedBy',
      'MonitoringStep.note',
    ])
    .concat(['AssistanceMeasure.category', 'AssistanceMeasure.content', 'AssistanceMeasure.policyDocument'])
    .concat(['SafeguardRepair.agency', 'DropoutCase.cause']),
  financial: ['Income', 'FarmSubsidy', 'CropLoss', 'MicrocreditLoan', 'InterestSubsidy', 'TrainingSubsidy']
    .concat(['PublicPostSubsidy', 'HouseholdPayment', 'Household.netIncomeLastYear', 'Household.benefitGain'])
    .concat(['Household.microcreditOutstanding', 'Household.overdueMicrocreditLoans'])
    .concat(['Household.paymentsReceived', 'Household.medicalBurden', 'BenefitLink.yearlyGain'])
    .concat(['AssistanceMeasure.cost', 'DisasterImpact.loss', 'SafeguardRepair.cost'])
    .concat(['PublicWelfarePost.monthlyPay', 'EmploymentRecord.monthlyWage', 'UnsoldProduce.estimatedValue'])
    .concat([
      'GraduateEmployment.monthlyWage',
      'Clue.screeningRule',
      'Clue.statement',
      'MonitoringStep.note',
    ]),
  children: ['SchoolEnrolment', 'DropoutCase', 'EducationAidAward', 'EducationCost', 'HouseholdEducationCost']
    .concat(['GraduateEmployment', 'HighestEducation', 'Household.membersOutOfSchool'])
    .concat(['Household.enrolledMembers', 'Household.educationCost', 'Person.currentSchoolEnrolment'])
    .concat([
      'SafeguardSurvey.childrenOutOfSchool',
      'Safeguard.evidence',
      'Clue.screeningRule',
      'Clue.statement',
    ])
    .concat(['MonitoringStep.note']),
};

const contract = parseContract(readSlices());
const protection = protectionOf(contract);
const coordinates = new Set(protectedNodes(contract).map(({ coordinate }) => coordinate));

it.each(Object.entries(sensitive))('asks for the scope and the purposes of %s data', (kind, places) => {
  expect(places.filter((place) => !coordinates.has(place))).toEqual([]);
  const needed = requirementOfKinds([kind as KindName]);
  expect([needed.scopes.length, needed.purposes?.length]).toEqual([1, expect.any(Number)]);
  const open = fieldPlaces(contract)
    .filter(({ parent, coordinate }) => places.includes(parent) || places.includes(coordinate))
    .filter(({ parent, node }) => {
      const asked = both(protection.ofType(parent), protection.ofField(parent, node.name.value));
      return !implies(asked, needed);
    });
  expect(open.map(({ coordinate }) => coordinate)).toEqual([]);
});

/**
 * Texts on records about households that no scope beyond `household:read` opens: each was looked at and says nothing of illness. A new one
 * asks for `health:read`, or joins the list.
 */
const plainTexts = ['Household.naturalVillage', 'Household.relocationSite', 'SafeguardSurvey.surveyedBy']
  .concat(['MonitoringStep.takenBy', 'MonitoringStep.office', 'ExitAssessment.evaluator'])
  .concat(['EmploymentRecord.employer', 'SkillTraining.course', 'SkillTraining.provider'])
  .concat(['SkillTraining.certificate', 'BenefitLink.entityCode', 'BenefitLink.breachNote'])
  .concat(['IndustryGuidance.guideNumber', 'UnsoldProduce.reportNumber', 'UnsoldProduce.product'])
  .concat(['Clue.number', 'MonitoringCase.number', 'AssistanceMeasure.number', 'ExitAssessment.number'])
  .concat(['SafeguardRepair.number', 'PublicWelfarePost.number', 'PartnerFinding.number']);

it('opens to household:read alone no text that might tell of illness', () => {
  const household = requirementOfKinds(['household']);
  const open = fieldPlaces(contract).filter(({ parent, node }) => {
    const asked = both(protection.ofType(parent), protection.ofField(parent, node.name.value));
    return namedType(node.type) === 'String' && implies(asked, household) && implies(household, asked);
  });
  expect(open.map(({ coordinate }) => coordinate).toSorted()).toEqual(plainTexts.toSorted());
});
