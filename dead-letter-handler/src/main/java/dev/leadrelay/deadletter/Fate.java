package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.DecisionKind;
import org.jspecify.annotations.Nullable;

/** What came of a decision that stands in its topic; the lines are for people. */
sealed interface Fate {
    /** Nothing final is known yet. */
    record Waiting(String line) implements Fate {}

    /**
     * The lead ended.
     *
     * @param parkedAgain the dead letter that it went through once more before; null for none
     */
    record Ended(LeadEnd end, @Nullable String parkedAgain) implements Fate {}

    /** The lead is parked again, with another dead letter. */
    record ParkedAgain(String deadLetterId) implements Fate {}

    /** The orchestrator refused it. */
    record Refused(String line) implements Fate {}

    /** The orchestrator had settled the dead letter otherwise. */
    record Superseded(String line) implements Fate {}

    /** It was about no lead, or ends none. */
    record Settled(String line) implements Fate {}

    /**
     * What is known of a decision and of the lead behind it.
     *
     * @param attributed null when the dead letter is not in the store
     * @param outcome the orchestrator's answer to the decision; null while there is none
     * @param end how the lead ended; null while it has not
     * @param parkedAgain the lead's next dead letter; null for none
     */
    record Known(
            DecisionKind kind,
            @Nullable Boolean attributed,
            @Nullable String outcome,
            @Nullable String outcomeReason,
            @Nullable LeadEnd end,
            @Nullable String parkedAgain) {}

    static Fate of(Known known) {
        if (known.attributed() == null) {
            return new Waiting("the dead letter is not in the store");
        }
        if (!known.attributed()) {
            return new Settled(known.kind() == DecisionKind.RETRY ? "written to its topic again" : "put aside");
        }
        if ("REFUSED".equals(known.outcome())) {
            return new Refused(reason(known.outcomeReason()));
        }
        if ("SUPERSEDED".equals(known.outcome())) {
            return superseded(known.outcomeReason());
        }
        if (known.kind() == DecisionKind.PIN) {
            return known.outcome() == null ? new Waiting("not answered yet") : new Settled("pinned");
        }
        LeadEnd end = known.end();
        if (end != null) {
            return new Ended(end, known.parkedAgain());
        }
        if (known.parkedAgain() != null) {
            return new ParkedAgain(known.parkedAgain());
        }
        return new Waiting(known.outcome() == null ? "not answered yet" : underWay(known.kind()));
    }

    private static String underWay(DecisionKind kind) {
        return kind == DecisionKind.DISCARD ? "its result is not read yet" : "the lead goes on";
    }

    static Superseded superseded(@Nullable String reason) {
        return new Superseded(reason(reason));
    }

    private static String reason(@Nullable String reason) {
        return reason == null ? "no reason given" : reason;
    }

    /** True when nothing more comes of the decision. */
    default boolean settled() {
        return !(this instanceof Waiting);
    }

    /** True when the decision did not lead where it was to lead. */
    default boolean failed(DecisionKind kind) {
        return switch (this) {
            case Waiting waiting -> false;
            case Ended ended ->
                ended.parkedAgain() != null
                        || kind != DecisionKind.DISCARD && ended.end().status().equals("DISCARDED");
            case ParkedAgain again -> true;
            case Refused refused -> true;
            case Superseded superseded -> false;
            case Settled done -> false;
        };
    }

    /** The lead's next dead letter; null for none. */
    default @Nullable String next() {
        return switch (this) {
            case Ended ended -> ended.parkedAgain();
            case ParkedAgain again -> again.deadLetterId();
            case Waiting waiting -> null;
            case Refused refused -> null;
            case Superseded superseded -> null;
            case Settled done -> null;
        };
    }

    /** In words. */
    default String words() {
        return switch (this) {
            case Waiting waiting -> waiting.line();
            case Ended ended ->
                (ended.parkedAgain() == null ? "" : "parked again, then ")
                        + ended.end().status()
                        + (ended.end().reason() == null
                                ? ""
                                : ": " + ended.end().reason());
            case ParkedAgain again -> "parked again: " + again.deadLetterId();
            case Refused refused -> "refused: " + refused.line();
            case Superseded superseded -> "superseded: " + superseded.line();
            case Settled done -> done.line();
        };
    }
}
