import { Sweep } from 'argosy/vector';
import makeSweep, { walk } from './data/sma-sweep.ts';
const bars = walk(2500, 'sweep');
for (let r = 0; r < 4; r++) {
const sweep = new Sweep(makeSweep(bars));
const c = process.cpuUsage(); const t = performance.now();
sweep.run(0, 8000);
const u = process.cpuUsage(c);
console.log((u.user + u.system) / 8000, 'us cpu', (performance.now() - t) / 8, 'us wall');
}
