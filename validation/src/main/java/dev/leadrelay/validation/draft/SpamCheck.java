package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The draft has no phrase that mail filters and readers take for advertising. */
final class SpamCheck implements Check<DraftSubject> {
    private static final Pattern SPAM = Pattern.compile(
            "\\b(?:act now|limited[- ]time offer|limited time only|100\\s?% (?:free|guaranteed|satisfied)|risk[- ]free|money[- ]back"
                    + "|guaranteed (?:results?|success|savings|roi)|click here|buy now|order now|call now|don['’]t miss (?:out|this)|once in a lifetime"
                    + "|special promotion|exclusive deal|earn (?:extra )?money|make money|cash bonus|no obligation|no strings attached|winner"
                    + "|urgent(?:ly)? respon(?:d|se)|this is not spam|dear friend|double your|lowest price"
                    + "|jetzt (?:kaufen|bestellen|zuschlagen|zugreifen)|nur heute|nur für kurze zeit|hier klicken|klicken sie hier"
                    + "|100\\s?% (?:kostenlos|gratis|garantiert)|garantierte[rn]? (?:erfolg|ergebnisse?|einsparung(?:en)?)|geld verdienen"
                    + "|sonderangebot|einmalige gelegenheit|risikofrei|geld[- ]zurück|unschlagbar(?:e[rn]?)? preis|letzte chance|gewinnspiel"
                    + "|dringend handeln|schnell zugreifen)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    @Override
    public String code() {
        return "draft.spam";
    }

    @Override
    public List<Violation> check(DraftSubject subject) {
        Matcher m = SPAM.matcher(
                subject.draft().getSubject() + "\n" + subject.draft().getBody());
        return m.find()
                ? List.of(Violations.reject(
                        code(), "/body", "has the advertising phrase " + Violations.shortened(m.group())))
                : List.of();
    }
}
