package dev.leadrelay.orchestrator;

import dev.leadrelay.orchestrator.lead.StageGates;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Tier;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Gate;
import dev.leadrelay.validation.GateSet;
import dev.leadrelay.validation.Gates;
import dev.leadrelay.validation.Profile;
import dev.leadrelay.validation.Profiles;
import dev.leadrelay.validation.RefusalPolicy;
import dev.leadrelay.validation.ResearchSubject;
import dev.leadrelay.validation.ScoreSubject;
import dev.leadrelay.validation.SellerProfile;
import dev.leadrelay.validation.Verdicts;
import java.util.ArrayList;
import java.util.List;

/** The shared gates, bound to this service's policy, profiles and seller. Thread-safe. */
final class ProfileGates implements StageGates {
    private final Gate<Lead> lead;
    private final GateSet gates;
    private final Profiles profiles;
    private final SellerProfile seller;

    ProfileGates(RefusalPolicy policy, GateSet gates, Profiles profiles, SellerProfile seller) {
        this.lead = Gates.lead(policy);
        this.gates = gates;
        this.profiles = profiles;
        this.seller = seller;
    }

    @Override
    public Verdict lead(Lead subject, ListSettings settings) {
        Verdict verdict = lead.check(subject);
        if (profiles.find(settings.getProfile()) != null) {
            return verdict;
        }
        List<Violation> violations = new ArrayList<>(verdict.getViolations());
        violations.add(new Violation(
                "lead.unknown-profile",
                "",
                "the list's profile '" + settings.getProfile() + "' is not known; add its file and retry",
                Severity.REJECT));
        return Verdicts.of(lead.name(), violations);
    }

    @Override
    public Verdict research(Lead subject, Research found) {
        return gates.research().check(new ResearchSubject(subject, found, null));
    }

    @Override
    public Verdict score(Lead subject, ListSettings settings, Research found, Score scored) {
        return gates.score().check(new ScoreSubject(subject, found, scored, profiles.find(settings.getProfile())));
    }

    @Override
    public Verdict draft(Lead subject, ListSettings settings, Research found, Score scored, Draft written) {
        return gates.draft().check(DraftSubject.of(subject, found, scored, written, seller, settings.getLanguage()));
    }

    @Override
    public Tier deliverFrom(ListSettings settings) {
        Profile profile = profiles.find(settings.getProfile());
        if (profile == null) {
            throw new IllegalStateException("the profile '" + settings.getProfile() + "' is not known");
        }
        return profile.deliverFrom();
    }
}
