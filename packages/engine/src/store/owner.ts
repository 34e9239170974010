/**
 * Right to change trie nodes in place. A transaction makes one and stamps the nodes it builds with it; a node with any
 * other stamp is shared and is copied before it is changed. It is compared by identity and holds nothing, so that old
 * nodes do not keep their transaction (and with it an old world) alive.
 */
export class Owner {
  /** Only in the type, so that no other object passes for an owner. */
  declare private readonly brand: 'owner';
}
