import { ENDLESS, openPlanner } from './fixture.ts';

/** Plans without an end, and says when it has begun to. */
const planner = await openPlanner({ deadline: 60_000 });
planner.plan(ENDLESS, 0).catch(() => {});
setTimeout(() => console.log('begun'), 300);
