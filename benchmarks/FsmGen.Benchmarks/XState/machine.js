// Lets machines of XState take streams of events. The first line of the input is the machine, each further line a stream;
// each is answered by one line.
import { createInterface } from 'node:readline';
import { createActor, createMachine, SimulatedClock } from 'xstate';

let effects = 0, unhandled = 0;
const actions = {
  effect: (_, params) => { effects += params.amount; },
  unhandled: () => { unhandled++; },
};

let machine, events, wait;

function take({ machines, events: encoded, targets }) {
  const numbers = Buffer.from(encoded, 'base64');
  const bytes = targets === null ? null : Buffer.from(targets, 'base64');
  effects = unhandled = 0;
  const clock = wait === null ? undefined : new SimulatedClock();
  const actors = Array.from({ length: machines }, () => createActor(machine, clock && { clock }).start());

  const start = process.hrtime.bigint();
  for (let i = 0; i < numbers.length; i++) {
    const event = events[numbers[i]];
    if (clock && event.type === wait.event)
      clock.increment(wait.totalMilliseconds);
    else
      actors[bytes === null ? 0 : bytes.readUInt16LE(2 * i)].send(event);
  }
  const elapsed = Number(process.hrtime.bigint() - start);

  const states = actors.map(actor => actor.getSnapshot().value);
  actors.forEach(actor => actor.stop());
  return { elapsed, states, effects, taken: numbers.length - unhandled };
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let answer;
  if (request.config) {
    machine = createMachine(request.config, { actions });
    events = request.events.map(type => ({ type }));
    wait = request.wait;
    answer = { ready: true };
  } else {
    answer = take(request);
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
