package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.schemas.records.Claim;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.EvidenceKind;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadList;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.NoEvidence;
import dev.leadrelay.schemas.records.Provenance;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.ScoringResult;
import dev.leadrelay.schemas.records.StageFailed;
import dev.leadrelay.schemas.records.Tier;
import dev.leadrelay.schemas.records.Usage;
import dev.leadrelay.schemas.records.WriterResult;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Hand-made records of a list and its agents' answers. */
final class Samples {
    static final Instant START = Instant.parse("2026-11-01T08:00:00Z");

    private Samples() {}

    static Lead lead(String id) {
        return Lead.newBuilder()
                .setLeadId(id)
                .setExternalId("crm-" + id)
                .setFullName("Ada " + id)
                .setCompany("Company " + id)
                .setCompanyDomain(id + ".example")
                .build();
    }

    static ListSettings settings() {
        return ListSettings.newBuilder()
                .setProfile("saas")
                .setLanguage("en")
                .setMaxTokensPerLead(100_000)
                .setMaxCostMicrosPerLead(1_000_000)
                .setNoEvidence(NoEvidence.DISQUALIFY)
                .build();
    }

    static LeadList list(String listId, int part, boolean last, String... leadIds) {
        return LeadList.newBuilder()
                .setListId(listId)
                .setPart(part)
                .setLastPart(last)
                .setSubmittedAt(START)
                .setSource("test")
                .setSettings(settings())
                .setLeads(Arrays.stream(leadIds).map(Samples::lead).toList())
                .build();
    }

    static ResearchResult research(HandoffHeader header) {
        return research(header, "We sell software.");
    }

    static ResearchResult research(HandoffHeader header, String quote) {
        Evidence evidence = Evidence.newBuilder()
                .setId("e1")
                .setKind(EvidenceKind.WEB_PAGE)
                .setUrl("https://a.example/")
                .setQuote(quote)
                .setContentHash("0")
                .setRetrievedAt(START)
                .build();
        Research research = Research.newBuilder()
                .setStatus(ResearchStatus.COMPLETE)
                .setEvidence(List.of(evidence))
                .setClaims(List.of(new Claim("product", "Sells software.", List.of("e1"))))
                .build();
        return new ResearchResult(header, research, null, usage(), provenance("research-agent"));
    }

    static ResearchResult failed(HandoffHeader header, FailureClass failureClass) {
        StageFailed failed = StageFailed.newBuilder()
                .setFailureClass(failureClass)
                .setMessage("it did not work")
                .build();
        return new ResearchResult(header, failed, null, usage(), provenance("research-agent"));
    }

    static ScoringResult score(HandoffHeader header) {
        Score score = Score.newBuilder()
                .setProfile("saas")
                .setProfileHash("0")
                .setTotal(80)
                .setTier(Tier.A)
                .setConfidence(1)
                .setVotes(1)
                .setSummary("Fits.")
                .build();
        return new ScoringResult(header, score, null, usage(), provenance("scoring-agent"));
    }

    static WriterResult draft(HandoffHeader header) {
        Draft draft = Draft.newBuilder()
                .setLanguage("en")
                .setSubject("Hello")
                .setBody("Hello Ada")
                .setFooter("Sender")
                .setCitedEvidenceIds(List.of("e1"))
                .build();
        return new WriterResult(header, draft, null, usage(), provenance("writer-agent"));
    }

    static Usage usage() {
        return new Usage(1, 100L, 20L, 500L);
    }

    private static Provenance provenance(String agent) {
        return new Provenance(agent, "1", "i", "sim", "m", "p/1", "0", "run", true, START, START, null);
    }
}
