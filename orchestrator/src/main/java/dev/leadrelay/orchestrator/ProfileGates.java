package dev.leadrelay.orchestrator;

import dev.leadrelay.orchestrator.lead.StageGates;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.Tier;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.validation.GateSet;
import dev.leadrelay.validation.PipelineGates;
import dev.leadrelay.validation.Profile;
import dev.leadrelay.validation.Profiles;
import dev.leadrelay.validation.RefusalPolicy;
import dev.leadrelay.validation.SellerProfile;

/** The shared gates, bound to this service's policy, profiles and seller. Thread-safe. */
final class ProfileGates implements StageGates {
    private final PipelineGates gates;
    private final Profiles profiles;

    ProfileGates(RefusalPolicy policy, GateSet gates, Profiles profiles, SellerProfile seller) {
        this.gates = new PipelineGates(policy, gates, profiles, seller);
        this.profiles = profiles;
    }

    @Override
    public Verdict lead(Lead subject, ListSettings settings) {
        return gates.lead(subject, settings);
    }

    @Override
    public Verdict research(Lead subject, Research found) {
        return gates.research(subject, found);
    }

    @Override
    public Verdict score(Lead subject, ListSettings settings, Research found, Score scored) {
        return gates.score(subject, settings, found, scored);
    }

    @Override
    public Verdict draft(Lead subject, ListSettings settings, Research found, Score scored, Draft written) {
        return gates.draft(subject, settings, found, scored, written);
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
