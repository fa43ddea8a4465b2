package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.Phrases;
import java.util.List;

/** The draft has no phrase that mail filters and readers take for advertising. */
final class SpamCheck implements Check<DraftSubject> {
    private static final Phrases SPAM = new Phrases(
            true,
            "act now\\b",
            "limited[- ]time offer\\b",
            "limited time only\\b",
            "100\\s?% (?:free|guaranteed|satisfied)\\b",
            "risk[- ]free\\b",
            "money[- ]back\\b",
            "guaranteed (?:results?|success|savings|roi)\\b",
            "click here\\b",
            "buy now\\b",
            "order now\\b",
            "call now\\b",
            "don['’]t miss (?:out|this)\\b",
            "once in a lifetime\\b",
            "special promotion\\b",
            "exclusive deal\\b",
            "earn (?:extra )?money\\b",
            "make money\\b",
            "cash bonus\\b",
            "no obligation\\b",
            "no strings attached\\b",
            "winner\\b",
            "urgent(?:ly)? respon(?:d|se)\\b",
            "this is not spam\\b",
            "dear friend\\b",
            "double your\\b",
            "lowest price\\b",
            "jetzt (?:kaufen|bestellen|zuschlagen|zugreifen)\\b",
            "nur heute\\b",
            "nur für kurze zeit\\b",
            "hier klicken\\b",
            "klicken sie hier\\b",
            "100\\s?% (?:kostenlos|gratis|garantiert)\\b",
            "garantierte[rn]? (?:erfolg|ergebnisse?|einsparung(?:en)?)\\b",
            "geld verdienen\\b",
            "sonderangebot\\b",
            "einmalige gelegenheit\\b",
            "risikofrei\\b",
            "geld[- ]zurück\\b",
            "unschlagbar(?:e[rn]?)? preis\\b",
            "letzte chance\\b",
            "gewinnspiel\\b",
            "dringend handeln\\b",
            "schnell zugreifen\\b");

    @Override
    public String code() {
        return "draft.spam";
    }

    @Override
    public List<Violation> check(DraftSubject subject) {
        String phrase = SPAM.firstIn(
                subject.draft().getSubject() + "\n" + subject.draft().getBody());
        return phrase == null
                ? List.of()
                : List.of(Violations.reject(
                        code(), "/body", "has the advertising phrase " + Violations.shortened(phrase)));
    }
}
