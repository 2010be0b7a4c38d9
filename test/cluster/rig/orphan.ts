/** Starts a rig, tells where it is, and waits to be killed: the test of the rig's end. */
import { startRig } from './start';

void startRig({ minor: '2.9', controllers: false }).then(({ folder, supervisor }) => {
  console.log(JSON.stringify({ folder, supervisor }));
  setInterval(() => {}, 1000);
});
