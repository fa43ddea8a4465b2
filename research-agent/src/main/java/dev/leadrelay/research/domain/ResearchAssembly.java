package dev.leadrelay.research.domain;

import dev.leadrelay.schemas.records.Claim;
import dev.leadrelay.schemas.records.ClaimAnswer;
import dev.leadrelay.schemas.records.Contradiction;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchAnswer;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.validation.ToolReturns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the research record from what was gathered and what the model states. Immutable, pure. */
final class ResearchAssembly {
    /** Evidence that travels on besides what is cited: the next stages may see more in it. */
    static final int UNCITED = 6;

    private final Lead lead;
    private final Gathered gathered;
    private final List<Evidence> ranked;
    private final List<Contradiction> contradictions;

    ResearchAssembly(Lead lead, Gathered gathered) {
        this.lead = lead;
        this.gathered = gathered;
        this.ranked = EvidenceOrder.fair(gathered.evidence());
        this.contradictions = Contradictions.among(ranked, CompanyKey.domain(lead), CompanyKey.name(lead));
    }

    /** All evidence, best first. */
    List<Evidence> ranked() {
        return ranked;
    }

    /** What the sources state differently. */
    List<Contradiction> contradictions() {
        return contradictions;
    }

    /** What the tools returned, by address. */
    ToolReturns returned() {
        Map<String, String> texts = new HashMap<>();
        for (Evidence evidence : gathered.evidence()) {
            texts.merge(evidence.getUrl(), evidence.getQuote(), (one, other) -> one + "\n" + other);
        }
        return new ToolReturns(texts);
    }

    /** The record of a lead of which nothing is known. */
    Research noEvidence() {
        return record(ResearchStatus.NO_EVIDENCE, null, List.of(), List.of());
    }

    /** The record of an answer; a model that has nothing to state leaves nothing known. */
    Research of(ResearchAnswer answer) {
        if (answer.getClaims().isEmpty()) {
            return noEvidence();
        }
        List<Claim> claims = new ArrayList<>();
        for (ClaimAnswer claim : answer.getClaims()) {
            List<String> ids = claim.getEvidence().stream().distinct().toList();
            claims.add(new Claim(claim.getTopic().strip(), claim.getStatement().strip(), ids));
        }
        ResearchStatus status = gathered.unavailable().isEmpty() ? ResearchStatus.COMPLETE : ResearchStatus.PARTIAL;
        return record(status, answer.getCompanyName(), kept(claims), claims);
    }

    private Research record(
            ResearchStatus status, @Nullable String companyName, List<Evidence> evidence, List<Claim> claims) {
        String domain = CompanyKey.domain(lead);
        Set<String> flags = new LinkedHashSet<>(LeadFlags.of(lead));
        flags.addAll(gathered.flags());
        return Research.newBuilder()
                .setStatus(status)
                .setCompanyName(companyName == null || companyName.isBlank() ? null : companyName.strip())
                .setCompanyDomain(domain.isEmpty() ? null : domain)
                .setEvidence(evidence)
                .setClaims(claims)
                .setUnavailable(gathered.unavailable())
                .setFlags(List.copyOf(flags))
                .setContradictions(evidence.isEmpty() ? List.of() : contradictions)
                .build();
    }

    private List<Evidence> kept(List<Claim> claims) {
        Map<String, Evidence> known = new HashMap<>();
        ranked.forEach(evidence -> known.put(evidence.getId(), evidence));
        Map<String, Evidence> kept = new LinkedHashMap<>();
        for (String id : needed(claims)) {
            Evidence evidence = known.get(id);
            if (evidence != null) {
                kept.put(id, evidence);
            }
        }
        int most = kept.size() + UNCITED;
        for (Evidence evidence : ranked) {
            if (kept.size() < most) {
                kept.putIfAbsent(evidence.getId(), evidence);
            }
        }
        return List.copyOf(kept.values());
    }

    private List<String> needed(List<Claim> claims) {
        List<String> ids = new ArrayList<>();
        claims.forEach(claim -> ids.addAll(claim.getEvidenceIds()));
        contradictions.forEach(contradiction ->
                contradiction.getStatements().forEach(statement -> ids.add(statement.getEvidenceId())));
        return ids;
    }
}
