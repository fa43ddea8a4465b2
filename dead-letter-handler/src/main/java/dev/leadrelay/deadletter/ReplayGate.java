package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.ScoringRequest;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.schemas.records.WriterRequest;
import dev.leadrelay.validation.Gate;
import dev.leadrelay.validation.GateSet;
import dev.leadrelay.validation.Gates;
import dev.leadrelay.validation.Profiles;
import dev.leadrelay.validation.RefusalPolicy;
import dev.leadrelay.validation.ResearchSubject;
import dev.leadrelay.validation.ScoreSubject;
import dev.leadrelay.validation.Verdicts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The gates in front of the stages, as a parked request would meet them now. Thread-safe. */
final class ReplayGate {
    private final Gate<Lead> leads;
    private final GateSet gates;
    private final @Nullable Profiles profiles;

    /** @param profiles null when this service was not told where they are */
    ReplayGate(RefusalPolicy policy, GateSet gates, @Nullable Profiles profiles) {
        this.leads = Gates.lead(policy);
        this.gates = gates;
        this.profiles = profiles;
    }

    /** What the gate says. */
    sealed interface Look {
        record Passes() implements Look {}

        /** The codes of the checks that stop it, each once. */
        record Fails(List<String> codes) implements Look {}

        /** There is no gate to ask, or not all that it needs; the line says what is missing. */
        record Unknown(String line) implements Look {}
    }

    Look look(DeadLetter letter) {
        return switch (letter.getRequest()) {
            case Lead lead -> look(leads.check(lead));
            case ResearchRequest request -> lead(request.getLead(), request.getSettings());
            case ScoringRequest request ->
                look(gates.research().check(new ResearchSubject(request.getLead(), request.getResearch(), null)));
            case WriterRequest request -> score(request);
            case null -> new Look.Unknown("the dead letter holds no request");
            default -> new Look.Unknown("the dead letter holds a request of a newer version");
        };
    }

    private Look lead(Lead lead, ListSettings settings) {
        List<Violation> violations = new ArrayList<>(leads.check(lead).getViolations());
        if (profiles != null && profiles.find(settings.getProfile()) == null) {
            violations.add(new Violation(
                    "lead.unknown-profile",
                    "",
                    "the list's profile '" + settings.getProfile() + "' is not known",
                    Severity.REJECT));
        }
        return look(Verdicts.of(leads.name(), violations));
    }

    private Look score(WriterRequest request) {
        if (profiles == null) {
            return new Look.Unknown(
                    "the score gate needs the profiles; set leadrelay.dead-letter-handler.profiles-dir");
        }
        return look(gates.score()
                .check(new ScoreSubject(
                        request.getLead(),
                        request.getResearch(),
                        request.getScore(),
                        profiles.find(request.getSettings().getProfile()))));
    }

    private static Look look(Verdict verdict) {
        if (verdict.getPassed()) {
            return new Look.Passes();
        }
        return new Look.Fails(verdict.getViolations().stream()
                .filter(violation -> violation.getSeverity() != Severity.WARN)
                .map(Violation::getCode)
                .distinct()
                .toList());
    }
}
