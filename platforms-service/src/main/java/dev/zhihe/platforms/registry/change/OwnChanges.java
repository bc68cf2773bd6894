package dev.zhihe.platforms.registry.change;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.log.RefusedAccess;
import jakarta.enterprise.context.ApplicationScoped;

/** Who may change which change: editors the bureau's own, an organisation what it proposed. */
@ApplicationScoped
class OwnChanges {
  private final RegistryChanges changes;
  private final Caller caller;

  OwnChanges(RegistryChanges changes, Caller caller) {
    this.changes = changes;
    this.caller = caller;
  }

  /** The change, locked; 404 if there is none. */
  RegistryChange locked(String code) {
    return changes.locked(code);
  }

  /**
   * The change, locked. 404 if there is none, or if the caller is an operator of another
   * organisation than the one that proposed it; 403 for editors if an organisation proposed it.
   */
  RegistryChange lockedOwn(String code) {
    var change = changes.locked(code);
    if (caller.isEditor()) {
      if (change.proposedBy() != null) {
        throw Problem.forbidden(
            RefusedAccess.Kind.OWNER,
            new Text(
                "由运营单位提出的变更只由该单位更改或撤回；审核人可批准或退回",
                "An operator's proposal is changed or withdrawn by its organisation alone; a reviewer may approve or return it"));
      }
    } else if (!change.isProposalOf(caller.organisation())) {
      throw Problem.notFound(code);
    }
    return change;
  }
}
