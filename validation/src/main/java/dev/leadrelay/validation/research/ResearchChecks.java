package dev.leadrelay.validation.research;

import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.ResearchLimits;
import dev.leadrelay.validation.ResearchSubject;
import java.util.List;

/** The checks of the research gate in their order. */
public final class ResearchChecks {
    private ResearchChecks() {}

    public static List<Check<ResearchSubject>> all(ResearchLimits limits) {
        return List.of(
                new StatusCheck(),
                new EvidenceIdCheck(),
                new QuoteCheck(limits),
                new QuoteReturnedCheck(),
                new ClaimCitesCheck(),
                new ClaimTextCheck(limits),
                new ClaimNumbersCheck(),
                new ClaimBorneOutCheck(),
                new InstructedClaimCheck(),
                new ContradictionCheck(),
                new ResearchCharactersCheck(),
                new IdentityCheck(),
                new CompanyNameCheck());
    }
}
