package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Stage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which decisions a dead letter allows. Immutable. */
final class DecisionRules {
    /** The kinds of decision that this version takes. */
    static final List<DecisionKind> KINDS = List.of(
            DecisionKind.RETRY,
            DecisionKind.DISCARD,
            DecisionKind.APPROVE,
            DecisionKind.RAISE_BUDGET,
            DecisionKind.PIN,
            DecisionKind.RETRY_EDITED,
            DecisionKind.ACCEPT);

    private final Set<String> writable;

    /** @param foreign topics that are not LeadRelay's, to which an original record may be written again */
    DecisionRules(Topics topics, List<String> foreign) {
        this.writable = Stream.concat(topics.all().stream().map(Topic::name), foreign.stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What can be done now. */
    List<DecisionKind> allowed(Item item) {
        return KINDS.stream().filter(kind -> refusal(item, kind).isEmpty()).toList();
    }

    /** Why a decision cannot be taken now, in one line; empty when it can. */
    Optional<String> refusal(Item item, DecisionKind kind) {
        return switch (item.state()) {
            case DECIDED -> Optional.of("a decision on this dead letter is pending; wait for its outcome");
            case RETRIED, DISCARDED, SUPERSEDED ->
                Optional.of("this dead letter is already " + item.state() + "; there is nothing left to decide");
            case OPEN -> refusalOfOpen(item, kind);
        };
    }

    /** Why a policy must not decide, seen from all decisions so far: whatever happened meanwhile, people go first. */
    static Optional<String> refusalOfPolicy(List<DecisionView> decisions) {
        return decisions.isEmpty()
                ? Optional.empty()
                : Optional.of("it has been decided about, so the rest is left to people");
    }

    /** Why a policy must not take decisions of this kind, whatever they are about. */
    static Optional<String> refusalOfPolicy(DecisionKind kind) {
        return DecisionCheck.isNeededFor(kind)
                ? Optional.of("a policy may not take " + kind + "; only a person may")
                : Optional.empty();
    }

    private Optional<String> refusalOfOpen(Item item, DecisionKind kind) {
        return switch (kind) {
            case RETRY -> item.attributed() ? Optional.empty() : notReinjectable(item);
            case DISCARD -> Optional.empty();
            case APPROVE -> onlyFor(item, FailureClass.APPROVAL_REQUIRED, kind);
            case RAISE_BUDGET -> onlyFor(item, FailureClass.BUDGET_EXHAUSTED, kind);
            case PIN ->
                item.attributed()
                        ? Optional.empty()
                        : Optional.of("it is about no known lead, and only leads are pinned");
            case RETRY_EDITED ->
                item.attributed()
                        ? Optional.empty()
                        : Optional.of("it is about no known lead, so there is no request to edit");
            case ACCEPT ->
                item.attributed() && !item.stage().equals(Stage.LISTS.name())
                        ? Optional.empty()
                        : Optional.of("only what an agent's stage is to give can be accepted");
            case UNKNOWN -> Optional.of("this version does not take " + kind);
        };
    }

    private static Optional<String> onlyFor(Item item, FailureClass failureClass, DecisionKind kind) {
        return item.attributed() && item.failureClass().equals(failureClass.name())
                ? Optional.empty()
                : Optional.of(kind + " is for " + failureClass + ", this is " + item.failureClass());
    }

    private Optional<String> notReinjectable(Item item) {
        if (item.originalTopic() == null) {
            return Optional.of(
                    "it is about no known lead and carries no original record, so there is nothing to retry");
        }
        return writable.contains(item.originalTopic())
                ? Optional.empty()
                : Optional.of("its original topic is not one of LeadRelay's, so nothing is written there; add it to"
                        + " leadrelay.dead-letter-handler.foreign-retry-topics to allow it");
    }
}
