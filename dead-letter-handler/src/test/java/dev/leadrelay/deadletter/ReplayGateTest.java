package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.schemas.records.ScoringRequest;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.validation.GateSet;
import dev.leadrelay.validation.PipelineGates;
import dev.leadrelay.validation.RefusalPolicy;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The gate in front of a stage, asked with what a dead letter holds. */
class ReplayGateTest {
    private static final Lead LEAD = Lead.newBuilder()
            .setLeadId("lead-1")
            .setCompany("Acme")
            .setCompanyDomain("acme.example")
            .build();

    private final ReplayGate gate = new ReplayGate(new DecisionCheck(GateSamples.GATES));

    @Test
    void asksTheLeadGateInFrontOfResearch() {
        assertThat(gate.look(holding(research(LEAD)))).isEqualTo(new ReplayGate.Look.Passes());
        Lead refused = Lead.newBuilder(LEAD).setDoNotContact(true).build();
        assertThat(gate.look(holding(research(refused))))
                .isInstanceOfSatisfying(
                        ReplayGate.Look.Fails.class,
                        fails -> assertThat(fails.codes())
                                .singleElement()
                                .asString()
                                .startsWith("policy."));
    }

    @Test
    void anUnknownProfileFailsWhereProfilesAreKnown() {
        ReplayGate knowing = new ReplayGate(new DecisionCheck(new PipelineGates(
                RefusalPolicy.doNotContactOnly(), GateSet.standard(), name -> null, GateSamples.SELLER)));

        assertThat(knowing.look(holding(research(LEAD))))
                .isEqualTo(new ReplayGate.Look.Fails(List.of("lead.unknown-profile")));
    }

    @Test
    void asksTheResearchGateInFrontOfScoring() {
        Research empty = Research.newBuilder()
                .setStatus(ResearchStatus.COMPLETE)
                .setEvidence(List.of())
                .setClaims(List.of())
                .build();
        ScoringRequest request = ScoringRequest.newBuilder()
                .setHeader(header(Stage.SCORING))
                .setLead(LEAD)
                .setSettings(settings())
                .setResearch(empty)
                .build();

        assertThat(gate.look(holding(request)))
                .isInstanceOfSatisfying(
                        ReplayGate.Look.Fails.class,
                        fails -> assertThat(fails.codes())
                                .isNotEmpty()
                                .allSatisfy(code -> assertThat(code).startsWith("research.")));
    }

    @Test
    void saysWhatItCannotCheck() {
        assertThat(gate.look(Samples.parked(1)))
                .isEqualTo(
                        new ReplayGate.Look.Unknown("it carries no request, so there is nothing to edit or to check"));
        assertThat(new ReplayGate(new DecisionCheck(null)).look(holding(research(LEAD))))
                .isInstanceOfSatisfying(
                        ReplayGate.Look.Unknown.class,
                        unknown -> assertThat(unknown.line()).contains("profiles-dir"));
    }

    private static DeadLetter holding(Object request) {
        return DeadLetter.newBuilder(Samples.parked(1)).setRequest(request).build();
    }

    private static ResearchRequest research(Lead lead) {
        return ResearchRequest.newBuilder()
                .setHeader(header(Stage.RESEARCH))
                .setLead(lead)
                .setSettings(settings())
                .build();
    }

    private static ListSettings settings() {
        return ListSettings.newBuilder()
                .setProfile("logistics")
                .setLanguage("en")
                .setMaxTokensPerLead(1_000)
                .setMaxCostMicrosPerLead(1_000)
                .build();
    }

    private static HandoffHeader header(Stage stage) {
        return HandoffHeader.newBuilder()
                .setHandoffId("h")
                .setListId("list-1")
                .setLeadId("lead-1")
                .setStage(stage)
                .setAttempt(1)
                .setIssuedAt(Instant.EPOCH)
                .setBudgetTokens(1)
                .setBudgetCostMicros(1)
                .setHop(1)
                .setLineage("l")
                .build();
    }
}
