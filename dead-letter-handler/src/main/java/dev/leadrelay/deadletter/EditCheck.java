package dev.leadrelay.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.PipelineGates;
import dev.leadrelay.validation.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Checks a request that goes to its stage again, edited or as it was: its schema, what cannot be edited, and the gates in
 * front of the stage, as the orchestrator asks them.
 */
final class EditCheck {
    private static final List<String> FILLED_IN = List.of("header", "settings");

    private final PipelineGates gates;

    EditCheck(PipelineGates gates) {
        this.gates = gates;
    }

    /** The request as it was: would it pass its gates today? */
    Checked unedited(IndexedRecord request) {
        List<Violation> found = new ArrayList<>();
        RequestParts.of(request).ifPresent(parts -> ask(parts, true, true, true, found));
        return result(found, List.of(), DecisionContent.NONE);
    }

    /** @param json the edited request; header and settings are filled in where they are left out */
    Checked edited(IndexedRecord request, JsonNode json) {
        JsonNode before = RecordTree.of(request);
        JsonNode after = filledIn(before, json);
        List<TreeDiff.Change> diff = TreeDiff.of(before, after);
        StrictTree.Reading reading = StrictTree.read(request.getSchema(), after);
        List<Violation> found = new ArrayList<>(reading.violations());
        RequestParts edited = RequestParts.of(reading.record()).orElse(null);
        if (edited == null) {
            return result(found, diff, DecisionContent.NONE);
        }
        RequestParts stored = RequestParts.of(request).orElseThrow();
        if (diff.isEmpty()) {
            found.add(Violations.reject(
                    "triage.nothing-edited", "", "nothing was edited; RETRY asks the stage again with the same"));
        }
        locked(stored, edited, found);
        boolean lead = !edited.lead().equals(stored.lead());
        boolean research = lead || !Objects.equals(edited.research(), stored.research());
        boolean score = research || !Objects.equals(edited.score(), stored.score());
        ask(edited, lead, research, score, found);
        return result(found, diff, new DecisionContent(reading.record(), null, List.of()));
    }

    private static JsonNode filledIn(JsonNode before, JsonNode json) {
        if (!(json instanceof ObjectNode object)) {
            return json;
        }
        ObjectNode whole = object.deepCopy();
        for (String name : FILLED_IN) {
            if (before.has(name) && !whole.has(name)) {
                whole.set(name, before.get(name));
            }
        }
        return whole;
    }

    private static void locked(RequestParts stored, RequestParts edited, List<Violation> found) {
        String lead = stored.alone() ? "" : "/lead";
        lock("/header", stored.header(), edited.header(), found);
        lock("/settings", stored.settings(), edited.settings(), found);
        lock(lead + "/leadId", stored.lead().getLeadId(), edited.lead().getLeadId(), found);
        lock(lead + "/externalId", stored.lead().getExternalId(), edited.lead().getExternalId(), found);
        lock(lead + "/extra", stored.lead().getExtra(), edited.lead().getExtra(), found);
    }

    private static void lock(String path, @Nullable Object stored, @Nullable Object edited, List<Violation> found) {
        if (!Objects.equals(stored, edited)) {
            found.add(Violations.reject("triage.locked", path, "this cannot be edited; leave it as it was"));
        }
    }

    /** The gates behind which each part came, for the parts that are to be asked about. */
    private void ask(
            RequestParts parts, boolean askLead, boolean askResearch, boolean askScore, List<Violation> found) {
        Lead lead = parts.lead();
        ListSettings settings = parts.settings();
        Research research = parts.research();
        Score score = parts.score();
        if (askLead) {
            add(parts.alone() ? "" : "/lead", settings == null ? gates.lead(lead) : gates.lead(lead, settings), found);
        }
        if (askResearch && research != null) {
            add("/research", gates.research(lead, research), found);
        }
        if (askScore && research != null && score != null && settings != null) {
            add("/score", gates.score(lead, settings, research, score), found);
        }
    }

    private static void add(String prefix, Verdict verdict, List<Violation> found) {
        for (Violation violation : verdict.getViolations()) {
            found.add(Violation.newBuilder(violation)
                    .setPath(prefix + violation.getPath())
                    .build());
        }
    }

    private static Checked result(List<Violation> found, List<TreeDiff.Change> diff, DecisionContent content) {
        List<Checked.Finding> findings = found.stream()
                .map(violation -> new Checked.Finding(violation, false, false))
                .toList();
        return new Checked.Result(findings, diff, content);
    }
}
