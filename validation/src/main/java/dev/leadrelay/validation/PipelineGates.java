package dev.leadrelay.validation;

import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import java.util.ArrayList;
import java.util.List;

/**
 * All gates of the pipeline, bound to an installation's refusal policy, profiles and seller: what the orchestrator asks before
 * a record moves, and whoever wants to know beforehand what it will say. Thread-safe when the profiles are.
 */
public final class PipelineGates {
    private final Gate<Lead> lead;
    private final GateSet gates;
    private final Profiles profiles;
    private final SellerProfile seller;

    public PipelineGates(RefusalPolicy policy, GateSet gates, Profiles profiles, SellerProfile seller) {
        this.lead = Gates.lead(policy);
        this.gates = gates;
        this.profiles = profiles;
        this.seller = seller;
    }

    /** Whether the lead may be worked on at all; an unknown profile in the settings is a violation here. */
    public Verdict lead(Lead subject, ListSettings settings) {
        Verdict verdict = lead(subject);
        String profile = settings.getProfile();
        if (profiles.find(profile) != null) {
            return verdict;
        }
        List<Violation> violations = new ArrayList<>(verdict.getViolations());
        violations.add(Violations.reject(
                "lead.unknown-profile",
                "",
                "the list's profile '" + profile + "' is not known; add its file and retry"));
        return Verdicts.of(lead.name(), violations);
    }

    /** The same without an opinion on the list's profile, for those who have the lead alone. */
    public Verdict lead(Lead subject) {
        return lead.check(subject);
    }

    public Verdict research(Lead subject, Research found) {
        return gates.research().check(new ResearchSubject(subject, found, null));
    }

    public Verdict score(Lead subject, ListSettings settings, Research found, Score scored) {
        return gates.score().check(new ScoreSubject(subject, found, scored, profiles.find(settings.getProfile())));
    }

    public Verdict draft(Lead subject, ListSettings settings, Research found, Score scored, Draft written) {
        return gates.draft().check(DraftSubject.of(subject, found, scored, written, seller, settings.getLanguage()));
    }
}
