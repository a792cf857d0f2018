// Whether the calls behind a figure may be opened here: by signed-in people, never on a TV.
class Drill {
  open = $state(false);
}
export const canDrillDown = new Drill();
