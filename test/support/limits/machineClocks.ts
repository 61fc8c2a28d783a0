export const hour = 3_600_000;

/** A machine’s clocks, which stand still until they are moved. */
export class MachineClocks {
  up = 5 * hour;
  wall = Date.parse('2026-11-25T10:00:00Z');

  /** Names the start, where it has a name. */
  boot: string | undefined = '4b1f8a2e-52a5-4a0f-9c39-000000000001';

  uptime = () => this.up;
  wallTime = () => this.wall;

  move(milliseconds: number): void {
    this.up += milliseconds;
    this.wall += milliseconds;
  }
}
