package dev.leadrelay.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.NoEvidence;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.PipelineGates;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.Waivers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Checks an outcome that a person puts in place of a stage's answer: its schema, and its gate with what is waived. */
final class AcceptCheck {
    private final PipelineGates gates;

    AcceptCheck(PipelineGates gates) {
        this.gates = gates;
    }

    /** @param edited the outcome as the person wants it; null for the dead letter's own */
    Checked check(DeadLetter letter, @Nullable JsonNode edited, List<String> waive) {
        Schema schema = outcomeOf(letter.getStage()).orElse(null);
        RequestParts parts = RequestParts.of(letter.getRequest()).orElse(null);
        if (schema == null || parts == null || parts.settings() == null) {
            return new Checked.Impossible("it carries no stage's request, so there is no outcome to accept");
        }
        boolean own = letter.getCandidate() instanceof IndexedRecord record
                && record.getSchema().getFullName().equals(schema.getFullName());
        if (edited == null && !own) {
            return new Checked.Impossible("its candidate is "
                    + (letter.getCandidate() == null ? "absent" : "a raw reply") + ": give a 'candidate', a "
                    + schema.getName());
        }
        JsonNode before = RecordTree.of(letter.getCandidate());
        JsonNode after = edited == null ? before : edited;
        StrictTree.Reading reading = StrictTree.read(schema, after);
        List<Checked.Finding> findings = new ArrayList<>();
        reading.violations().forEach(violation -> findings.add(new Checked.Finding(violation, false, false)));
        SpecificRecord outcome = reading.record();
        if (outcome != null) {
            ask(parts, parts.settings(), outcome, waive, findings);
        }
        return new Checked.Result(
                findings, TreeDiff.of(before, after), new DecisionContent(null, outcome, List.copyOf(waive)));
    }

    /** True when something came back from a stage and there is a request to check it against. */
    static boolean possible(DeadLetter letter) {
        return letter.getCandidate() != null
                && outcomeOf(letter.getStage()).isPresent()
                && RequestParts.of(letter.getRequest())
                        .filter(parts -> parts.settings() != null)
                        .isPresent();
    }

    /** What a stage answers with; empty for one that no agent serves. */
    static Optional<Schema> outcomeOf(Stage stage) {
        return switch (stage) {
            case RESEARCH -> Optional.of(Research.getClassSchema());
            case SCORING -> Optional.of(Score.getClassSchema());
            case WRITER -> Optional.of(Draft.getClassSchema());
            case LISTS, UNKNOWN -> Optional.empty();
        };
    }

    private void ask(
            RequestParts parts,
            ListSettings settings,
            SpecificRecord outcome,
            List<String> waive,
            List<Checked.Finding> findings) {
        Verdict verdict = verdict(parts, settings, outcome);
        if (verdict == null) {
            Violation missing = Violations.reject(
                    "triage.request", "", "the dead letter's request lacks what this outcome is checked against");
            findings.add(new Checked.Finding(missing, false, false));
            return;
        }
        for (Violation violation : verdict.getViolations()) {
            boolean waivable = Waivers.waivable(violation);
            findings.add(new Checked.Finding(violation, waivable, waivable && waive.contains(violation.getCode())));
        }
        if (outcome instanceof Research research
                && research.getStatus() == ResearchStatus.NO_EVIDENCE
                && settings.getNoEvidence() == NoEvidence.PARK) {
            Violation nothing = Violations.reject(
                    "triage.no-evidence", "/status", "the list parks leads without evidence; add some or DISCARD it");
            findings.add(new Checked.Finding(nothing, false, false));
        }
    }

    private @Nullable Verdict verdict(RequestParts parts, ListSettings settings, SpecificRecord outcome) {
        Lead lead = parts.lead();
        Research research = parts.research();
        Score score = parts.score();
        if (outcome instanceof Research found) {
            return gates.research(lead, found);
        }
        if (outcome instanceof Score scored && research != null) {
            return gates.score(lead, settings, research, scored);
        }
        return outcome instanceof Draft draft && research != null && score != null
                ? gates.draft(lead, settings, research, score, draft)
                : null;
    }
}
