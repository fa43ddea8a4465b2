package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.Provenance;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Verdicts;
import dev.leadrelay.validation.Waivers;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * ACCEPT: the lead goes on with the outcome that a person puts in place of the failed stage's answer. It passes the stage's
 * gate again; what the gate still says must be waived by code, and what is structural cannot be waived.
 */
final class Acceptance {
    private final Answers answers;

    Acceptance(Answers answers) {
        this.answers = answers;
    }

    Ruling rule(LeadStep step, TriageDecision decision) {
        if (decision.getByPolicy()) {
            return new Ruling.Refused("a policy may not accept; only a person may");
        }
        Stage stage = step.state().getStage();
        SpecificRecord outcome = (SpecificRecord) decision.getCandidate();
        if (outcome == null || !Answers.isWhole(stage, outcome)) {
            return new Ruling.Refused("ACCEPT needs an outcome that " + stage + " can give");
        }
        Verdict verdict = answers.verdict(step, outcome);
        List<Violation> objections = Waivers.objections(verdict, decision.getWaived());
        if (!objections.isEmpty()) {
            return new Ruling.Refused(refusal(verdict, objections));
        }
        LeadPipeline.Next next = next(step, outcome);
        if (next instanceof LeadPipeline.Next.Park park) {
            return new Ruling.Refused(park.message() + "; edit the candidate or DISCARD the lead");
        }
        Verdict accepted = Waivers.accepted(verdict, decision.getWaived(), decision.getDecidedBy());
        return new Ruling.Granted(() -> apply(step, decision, outcome, accepted, next));
    }

    private static String refusal(Verdict verdict, List<Violation> objections) {
        boolean structural = objections.stream().anyMatch(Verdicts::isStructural);
        List<Violation> named =
                structural ? objections.stream().filter(Verdicts::isStructural).toList() : objections;
        String what = structural ? " says what nobody can waive" : " still objects, waive it by code or edit";
        return Messages.of("the gate " + verdict.getGate() + what, named);
    }

    /** Where the lead goes: whoever accepts a draft has approved it, whatever the list requires. */
    private LeadPipeline.Next next(LeadStep step, SpecificRecord outcome) {
        return step.state().getStage() == Stage.WRITER ? new LeadPipeline.Next.Deliver() : answers.next(step, outcome);
    }

    private static void apply(
            LeadStep step, TriageDecision decision, SpecificRecord outcome, Verdict verdict, LeadPipeline.Next next) {
        // What the failed attempt used was charged when it failed.
        StageAnswer answer = new StageAnswer(
                step.state().getStage(),
                Requests.header(step),
                outcome,
                null,
                Costs.none(),
                provenance(step, decision));
        Answers.keep(step, answer, verdict);
        switch (next) {
            // Its place was released when it was parked: only an admission dispatches.
            case LeadPipeline.Next.Ask ask -> step.askToResume(ask.stage());
            case LeadPipeline.Next.Deliver deliver -> Moves.end(step, LeadStatus.DELIVERED, null);
            case LeadPipeline.Next.Disqualify disqualify ->
                Moves.end(step, LeadStatus.DISQUALIFIED, disqualify.reason());
            case LeadPipeline.Next.Park park -> throw new IllegalStateException("it was to be refused");
        }
    }

    /** The agent's, where one had answered: the person stands beside it, not in its place. */
    private static Provenance provenance(LeadStep step, TriageDecision decision) {
        Provenance agents = step.state().getParkedProvenance();
        Provenance.Builder made =
                agents == null ? byHand(decision.getDecidedBy(), step) : Provenance.newBuilder(agents);
        return made.setDecidedBy(decision.getDecidedBy()).build();
    }

    private static Provenance.Builder byHand(String person, LeadStep step) {
        return Provenance.newBuilder()
                .setAgent("person")
                .setAgentVersion("")
                .setInstance(person)
                .setProvider("")
                .setModel("")
                .setPromptId("")
                .setPromptHash("")
                .setRunId("")
                .setSimulated(false)
                .setStartedAt(step.now())
                .setEndedAt(step.now());
    }
}
