// Whether who looks at this screen may see the calls behind a figure: people who are signed in, never a TV.
class Drill {
  open = $state(false);
}
export const canDrillDown = new Drill();
