package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.LeadResultFlat;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.Score;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Flattens results to scalars. */
public final class FlatResults {
    private FlatResults() {}

    /** The flat twin of a result. */
    public static LeadResultFlat of(LeadResult result) {
        Lead lead = result.getLead();
        LeadResultFlat.Builder flat = LeadResultFlat.newBuilder()
                .setLeadKey(result.getLeadKey())
                .setListId(result.getListId())
                .setLeadId(result.getLeadId())
                .setExternalId(result.getExternalId())
                .setStatus(result.getStatus().name())
                .setReason(result.getReason())
                .setFullName(fullName(lead))
                .setTitle(lead.getTitle())
                .setEmail(lead.getEmail())
                .setCompany(lead.getCompany())
                .setCompanyDomain(lead.getCompanyDomain())
                .setCountry(lead.getCountryIso2())
                .setModelCalls(result.getUsage().getModelCalls())
                .setTokens(Costs.tokens(result.getUsage()))
                .setCostMicros(result.getUsage().getCostMicros())
                .setSimulated(result.getSimulated())
                .setEndedAt(result.getEndedAt());
        research(flat, result.getResearch());
        score(flat, result.getScore());
        draft(flat, result.getDraft());
        return flat.build();
    }

    private static void research(LeadResultFlat.Builder flat, @Nullable Research research) {
        flat.setResearchStatus(research == null ? null : research.getStatus().name());
        flat.setClaims(research == null ? 0 : research.getClaims().size());
    }

    private static void score(LeadResultFlat.Builder flat, @Nullable Score score) {
        if (score != null) {
            flat.setScoreTotal(score.getTotal())
                    .setScoreTier(score.getTier().name())
                    .setScoreConfidence(score.getConfidence())
                    .setScoreSummary(score.getSummary());
        }
    }

    private static void draft(LeadResultFlat.Builder flat, @Nullable Draft draft) {
        if (draft != null) {
            flat.setDraftLanguage(draft.getLanguage())
                    .setDraftSubject(draft.getSubject())
                    .setDraftBody(draft.getBody())
                    .setDraftFooter(draft.getFooter());
        }
    }

    private static @Nullable String fullName(Lead lead) {
        if (lead.getFullName() != null) {
            return lead.getFullName();
        }
        String joined = Stream.of(lead.getFirstName(), lead.getLastName())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return joined.isEmpty() ? null : joined;
    }
}
