package dev.leadrelay.orchestrator.list;

import dev.leadrelay.schemas.Fingerprints;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.ListPart;
import dev.leadrelay.schemas.records.ListState;
import dev.leadrelay.schemas.records.OriginalRecord;
import dev.leadrelay.schemas.records.PartStub;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.Violation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the headers of parts. The first part gives the list its settings. A part that repeats one already taken in
 * is fine; one that contradicts what is known is refused, and its leads count as unattributed.
 */
final class Parts {
    private Parts() {}

    /** Why a part is refused. */
    record Objection(String code, String path, String message) {}

    static void take(ListStep step, ListPart part) {
        ListState.Builder state = step.state();
        PartStub known = step.memory().part(part.getPart());
        if (known == null) {
            step.put(new PartStub(part.getPart(), part.getContentHash(), part.getLeadCount()));
            state.setPartsReceived(state.getPartsReceived() + 1);
            state.setHighestPart(Math.max(state.getHighestPart(), part.getPart()));
            if (part.getLastPart()) {
                state.setLastPart(part.getPart());
            }
        } else {
            step.count("part.duplicate");
        }
        state.setLeadsExpected(state.getLeadsExpected() + part.getLeadCount());
    }

    /** What is wrong with a part, seen from what is known of its list. */
    static @Nullable Objection objection(ListMemory memory, ListPart part) {
        Objection malformed = malformed(part);
        ListState state = memory.state();
        if (malformed != null || state == null) {
            return malformed;
        }
        PartStub known = memory.part(part.getPart());
        if (known != null) {
            return known.getContentHash().equals(part.getContentHash())
                    ? null
                    : new Objection(
                            "part.conflict", "/part", "part " + part.getPart() + " was taken in with other content");
        }
        if (!part.getSettings().equals(state.getSettings())) {
            return new Objection(
                    "part.settings", "/settings", "the settings differ from those of the list's first part");
        }
        return misnumbered(state, part);
    }

    private static @Nullable Objection malformed(ListPart part) {
        if (part.getListId().isBlank() || part.getListId().contains("/")) {
            return new Objection("part.list-id", "/listId", "a listId must not be empty nor contain a slash");
        }
        if (part.getPart() < 0) {
            return new Objection("part.number", "/part", "parts are numbered from 0, this one is " + part.getPart());
        }
        return null;
    }

    private static @Nullable Objection misnumbered(ListState state, ListPart part) {
        Integer last = state.getLastPart();
        if (last != null && part.getPart() > last) {
            return new Objection(
                    "part.after-last", "/part", "part " + part.getPart() + " comes after the last part " + last);
        }
        if (part.getLastPart() && (last != null || state.getHighestPart() > part.getPart())) {
            return new Objection(
                    "part.last", "/lastPart", "part " + part.getPart() + " claims to be the last, but another one is");
        }
        return null;
    }

    static ListEffect refusal(ListPart part, Objection objection, Instant now) {
        OriginalRecord original = part.getOriginal();
        FailureClass failureClass = FailureClass.CONTRACT_VIOLATION;
        return new ListEffect.PartRefused(
                part.getListId(),
                DeadLetter.newBuilder()
                        .setDeadLetterId(Identifiers.deadLetterId(
                                original.getTopic(), original.getPartition(), original.getOffset()))
                        .setStage(Stage.LISTS)
                        .setFailureClass(failureClass)
                        .setMessage(objection.message())
                        .setViolations(List.of(new Violation(
                                objection.code(), objection.path(), objection.message(), Severity.REJECT)))
                        .setFingerprint(Fingerprints.of(Stage.LISTS, failureClass, objection.message()))
                        .setListId(part.getListId())
                        .setOriginal(original)
                        .setParkedAt(now)
                        .build());
    }
}
