package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.Fingerprints;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.Claim;
import dev.leadrelay.schemas.records.CriterionAnswer;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.EvidenceKind;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.ScoreAnswer;
import dev.leadrelay.schemas.records.ScoringRequest;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.WriterRequest;
import dev.leadrelay.validation.GateSet;
import dev.leadrelay.validation.PipelineGates;
import dev.leadrelay.validation.Profile;
import dev.leadrelay.validation.RefusalPolicy;
import dev.leadrelay.validation.Scoring;
import dev.leadrelay.validation.SellerProfile;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records of a lead that passes every real gate, and dead letters about it. */
final class GateSamples {
    static final String PROFILE_YAML = """
            name: logistics
            version: 1
            description: Companies that move goods.
            deliverFrom: C
            criteria:
              - id: industry
                question: Does it move goods?
                weight: 100
                levels:
                  - {id: none, share: 0, description: no}
                  - {id: core, share: 100, description: that is its business}
            """;
    static final String SELLER_YAML = """
            name: routewise
            company: Routewise Ltd
            sender: {name: Sam Weiss, title: Head of Sales, email: sam@routewise.example}
            product: Routewise Planner
            valuePropositions: [Plans delivery tours in 5 minutes]
            languages: [en]
            footer: {postalAddress: "Main Street 5, Dover", optOut: {en: "Reply no and you will not hear from us again."}}
            """;
    static final Profile PROFILE = Profile.parse(PROFILE_YAML);
    static final SellerProfile SELLER = SellerProfile.parse(SELLER_YAML);
    static final PipelineGates GATES = new PipelineGates(
            RefusalPolicy.doNotContactOnly(),
            GateSet.standard(),
            name -> name.equals("logistics") ? PROFILE : null,
            SELLER);

    private static final String URL = "https://www.meyer-freight.example/about";
    private static final String QUOTE =
            "Meyer Freight runs 1,200 trucks from 14 depots and opened a warehouse in Dover in March 2024.";
    private static final String BODY = """
            Hi Anna,

            I read that Meyer Freight opened a warehouse in Dover in March 2024 and now runs 1,200 trucks from 14 depots. \
            Planning tours for that many vehicles is hard work.

            Routewise Planner does it in 5 minutes. Would a short call next week be of use to you?

            Best regards,
            Sam Weiss""";

    private GateSamples() {}

    static Lead.Builder lead() {
        return Lead.newBuilder()
                .setLeadId("lead-1")
                .setExternalId("crm-1")
                .setExtra(Map.of("owner", "ann"))
                .setFirstName("Anna")
                .setLastName("Brown")
                .setFullName("Anna Brown")
                .setCompany("Meyer Freight Ltd")
                .setCompanyDomain("meyer-freight.example")
                .setEmail("anna@meyer-freight.example");
    }

    static ListSettings settings() {
        return ListSettings.newBuilder()
                .setProfile("logistics")
                .setLanguage("en")
                .setMaxTokensPerLead(1000)
                .setMaxCostMicrosPerLead(1000)
                .build();
    }

    static Research research() {
        Evidence site = new Evidence(
                Identifiers.evidenceId(URL, QUOTE),
                EvidenceKind.WEB_PAGE,
                URL,
                "About us",
                QUOTE,
                Identifiers.contentHash(QUOTE),
                Instant.ofEpochMilli(Samples.NOON));
        return Research.newBuilder()
                .setStatus(ResearchStatus.COMPLETE)
                .setCompanyName("Meyer Freight")
                .setCompanyDomain("meyer-freight.example")
                .setEvidence(List.of(site))
                .setClaims(List.of(new Claim("size", "It runs 1,200 trucks from 14 depots.", List.of(site.getId()))))
                .build();
    }

    static Score score() {
        String evidence = research().getEvidence().get(0).getId();
        CriterionAnswer industry = new CriterionAnswer("industry", "core", List.of(evidence), "It moves goods.");
        return Scoring.score(new ScoreAnswer(List.of(industry), null, List.of(), "A good fit. Call them."), PROFILE);
    }

    static Draft.Builder draft() {
        return Draft.newBuilder()
                .setLanguage("en")
                .setSubject("Tour planning for 14 depots")
                .setBody(BODY)
                .setFooter(SELLER.footer("en"))
                .setCitedEvidenceIds(List.of(research().getEvidence().get(0).getId()));
    }

    static HandoffHeader header(Stage stage) {
        return HandoffHeader.newBuilder()
                .setHandoffId("h")
                .setListId("list-1")
                .setLeadId("lead-1")
                .setStage(stage)
                .setAttempt(1)
                .setIssuedAt(Instant.ofEpochMilli(Samples.NOON))
                .setBudgetTokens(500)
                .setBudgetCostMicros(500)
                .setHop(3)
                .setLineage("l")
                .build();
    }

    static ResearchRequest researchRequest(Lead lead) {
        return new ResearchRequest(header(Stage.RESEARCH), lead, settings());
    }

    static ScoringRequest scoringRequest() {
        return new ScoringRequest(header(Stage.SCORING), lead().build(), settings(), research());
    }

    static WriterRequest writerRequest() {
        return new WriterRequest(header(Stage.WRITER), lead().build(), settings(), research(), score());
    }

    static DeadLetter letter(Stage stage, Object request, Object candidate) {
        return DeadLetter.newBuilder()
                .setDeadLetterId(Identifiers.deadLetterId("list-1/lead-1", stage, 1))
                .setStage(stage)
                .setFailureClass(FailureClass.OUTPUT_REJECTED)
                .setMessage("rejected")
                .setFingerprint(Fingerprints.of(stage, FailureClass.OUTPUT_REJECTED, "rejected"))
                .setLeadKey("list-1/lead-1")
                .setListId("list-1")
                .setLeadId("lead-1")
                .setAttempt(1)
                .setRequest(request)
                .setCandidate(candidate)
                .setRunId("run-1")
                .setParkedAt(Instant.ofEpochMilli(Samples.NOON))
                .build();
    }

    static DeadLetter rejectedDraft(Draft draft) {
        return letter(Stage.WRITER, writerRequest(), draft);
    }
}
