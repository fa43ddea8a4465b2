package dev.leadrelay.validation.lead;

import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.LeadLimits;
import dev.leadrelay.validation.RefusalPolicy;
import java.util.List;

/** The checks of the lead gate in their order. */
public final class LeadChecks {
    private LeadChecks() {}

    public static List<Check<Lead>> all(RefusalPolicy policy, LeadLimits limits) {
        return List.of(
                new LeadFieldsCheck(), new LeadSizeCheck(limits), new LeadCharactersCheck(), new RefusalCheck(policy));
    }
}
