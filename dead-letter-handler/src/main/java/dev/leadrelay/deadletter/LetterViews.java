package dev.leadrelay.deadletter;

import dev.leadrelay.deadletter.desk.ActionForm;
import dev.leadrelay.deadletter.desk.BytesView;
import dev.leadrelay.deadletter.desk.DecisionRow;
import dev.leadrelay.deadletter.desk.FateView;
import dev.leadrelay.deadletter.desk.GroupRow;
import dev.leadrelay.deadletter.desk.LetterRow;
import dev.leadrelay.deadletter.desk.LetterView;
import dev.leadrelay.deadletter.desk.OriginalView;
import dev.leadrelay.schemas.FailurePolicies;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.OriginalRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Dead letters as the desk shows them. Pure. */
final class LetterViews {
    private LetterViews() {}

    static LetterRow row(Item item, long now) {
        return new LetterRow(
                item.id(),
                DeskText.orEmpty(item.leadKey()),
                DeskText.orEmpty(item.listId()),
                item.stage(),
                item.failureClass(),
                item.message(),
                item.state().name(),
                DeskText.time(item.parkedAt()),
                DeskText.age(item.parkedAt(), now));
    }

    static GroupRow group(TriageQueries.Group group, long now) {
        return new GroupRow(
                group.fingerprint(),
                group.stage(),
                group.failureClass(),
                group.sampleMessage(),
                group.count(),
                group.open(),
                DeskText.age(group.firstSeen(), now),
                DeskText.age(group.lastSeen(), now),
                group.recurred(),
                heights(group.trend()));
    }

    /** As parts of the highest; what is there at all stays visible. */
    private static List<Integer> heights(List<Long> counts) {
        long most = counts.stream().mapToLong(Long::longValue).max().orElse(0);
        return counts.stream()
                .map(count -> count == 0 ? 0 : (int) Math.max(6, count * 100 / most))
                .toList();
    }

    /**
     * @param awaits whether a decision that was just written is not read back yet
     * @param limit how long a lead stays parked
     */
    static LetterView of(
            TriageQueries.Letter known, List<DecisionKind> allowed, boolean awaits, ParkedLimit limit, long now) {
        Item item = known.item();
        DeadLetter letter = known.record();
        List<DecisionView> decisions = known.decisions();
        return new LetterView(
                row(item, now),
                who(letter.getRequest()),
                FailurePolicies.of(letter.getFailureClass()).detector(),
                DeskText.orEmpty(item.stateReason()),
                limit.end(item, decisions).map(end -> daysLeft(end, now)).orElse(""),
                decisions.stream().anyMatch(LetterViews::isPin),
                item.attempt(),
                item.occurrences(),
                item.fingerprint(),
                DeskText.usage(letter.getUsage()),
                DeskText.orEmpty(item.runId()),
                RecordForm.remarks(letter.getViolations()),
                RecordForm.of(letter.getRequest(), letter.getViolations()),
                RecordForm.of(letter.getCandidate(), letter.getViolations()),
                letter.getOriginal() == null ? null : original(letter.getOriginal()),
                decisions.stream().map(LetterViews::decision).toList(),
                fate(item, known.fate()),
                awaits,
                allowed.contains(DecisionKind.RETRY_EDITED) && letter.getRequest() instanceof IndexedRecord,
                allowed.contains(DecisionKind.ACCEPT) && AcceptCheck.possible(letter),
                allowed.stream()
                        .map(LetterViews::action)
                        .flatMap(Optional::stream)
                        .toList());
    }

    static DecisionRow decision(DecisionView decision) {
        return new DecisionRow(
                DeskText.time(decision.decidedAt()),
                decision.kind(),
                decision.decidedBy(),
                decision.byPolicy(),
                DeskText.orEmpty(decision.reason()),
                DeskText.orEmpty(decision.hashBefore()),
                DeskText.orEmpty(decision.hashAfter()),
                decision.outcome() == null ? "PENDING" : decision.outcome(),
                DeskText.orEmpty(decision.outcomeReason()));
    }

    /** Of one that is open or superseded the state itself says it. */
    private static @Nullable FateView fate(Item item, @Nullable Fate fate) {
        return switch (item.state()) {
            case DECIDED, RETRIED, DISCARDED ->
                fate == null ? null : new FateView(fate.words(), fate.settled(), DeskText.orEmpty(fate.next()));
            case OPEN, SUPERSEDED -> null;
        };
    }

    private static boolean isPin(DecisionView decision) {
        return decision.kind().equals(DecisionKind.PIN.name()) && !"REFUSED".equals(decision.outcome());
    }

    private static String daysLeft(ParkedLimit.End end, long now) {
        long left = Duration.ofMillis(Math.max(0, end.at() - now)).toDays();
        String who = switch (end.by()) {
            case POLICY -> "then a policy discards it as EXPIRED";
            case ORCHESTRATOR -> "then the orchestrator discards it as EXPIRED, whatever was decided here";
        };
        return left + " (until " + DeskText.time(end.at()) + "), " + who;
    }

    /** A form for what the desk offers as a form of its own; the rest has pages of their own. */
    private static Optional<ActionForm> action(DecisionKind kind) {
        return switch (kind) {
            case RETRY ->
                Optional.of(new ActionForm(
                        "RETRY", "Retry", "Runs the stage again with the same input.", "r", false, false));
            case DISCARD ->
                Optional.of(new ActionForm(
                        "DISCARD", "Discard", "Gives the lead up, with this reason in its result.", "d", true, false));
            case APPROVE ->
                Optional.of(
                        new ActionForm("APPROVE", "Approve", "Lets go on what waits for a yes.", "a", false, false));
            case RAISE_BUDGET ->
                Optional.of(new ActionForm(
                        "RAISE_BUDGET", "Raise the budget", "Lets the lead spend more and go on.", "b", false, true));
            case PIN ->
                Optional.of(new ActionForm(
                        "PIN", "Pin", "Keeps policies away: they neither retry nor discard it.", "n", false, false));
            case RETRY_EDITED, ACCEPT, UNKNOWN -> Optional.empty();
        };
    }

    /** Name, title and company of the lead that a request is about; empty where there is none. */
    static String who(@Nullable Object request) {
        return RequestParts.of(request)
                .map(RequestParts::lead)
                .map(LetterViews::who)
                .orElse("");
    }

    private static String who(Lead lead) {
        return Stream.of(lead.getFullName(), lead.getTitle(), lead.getCompany())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    private static OriginalView original(OriginalRecord original) {
        List<BytesView> parts = new ArrayList<>();
        addBytes(parts, "key", original.getKey());
        addBytes(parts, "value", original.getValue());
        List<BytesView> headers = new ArrayList<>();
        original.getHeaders().forEach(header -> addBytes(headers, header.getName(), header.getValue()));
        return new OriginalView(
                original.getTopic() + "-" + original.getPartition() + " at offset " + original.getOffset(),
                DeskText.time(original.getTimestamp().toEpochMilli()),
                parts,
                headers,
                whole(original));
    }

    /** How much the file with the whole value holds. */
    private static String whole(OriginalRecord original) {
        ByteBuffer value = original.getValue();
        if (value != null) {
            return value.remaining() + " bytes";
        }
        return OriginalSearch.stands(original) ? "as it stands in its topic" : "";
    }

    private static void addBytes(List<BytesView> views, String name, @Nullable ByteBuffer buffer) {
        byte[] bytes = DecisionRecords.bytes(buffer);
        if (bytes != null) {
            views.add(HexDump.of(name, bytes));
        }
    }
}
