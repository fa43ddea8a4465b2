package dev.leadrelay.validation.draft;

import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftLimits;
import dev.leadrelay.validation.DraftSubject;
import java.util.List;

/** The checks of the draft gate in their order. */
public final class DraftChecks {
    private DraftChecks() {}

    public static List<Check<DraftSubject>> all(DraftLimits limits) {
        return List.of(
                new SubjectLineCheck(limits),
                new BodyLengthCheck(limits),
                new DraftCharactersCheck(),
                new PlaceholderCheck(),
                new LeakedReasoningCheck(),
                new InstructedTextCheck(),
                new NotAFactCheck(),
                new GreetingCheck(),
                new ForeignNameCheck(),
                new UnknownNameCheck(),
                new CompanyNamedCheck(),
                new DraftNumbersCheck(),
                new DraftDatesCheck(),
                new DraftLinksCheck(limits),
                new CitationCheck(),
                new FactUsedCheck(),
                new StatementBorneOutCheck(),
                new ContradictedFactCheck(),
                new SpamCheck(),
                new ShoutingCheck(limits),
                new LanguageCheck(),
                new FooterCheck());
    }
}
