package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.Folding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whoever is named after a title, as an acquaintance or under the message is the lead, the sender or in the evidence. */
final class ForeignNameCheck implements Check<DraftSubject> {
    private static final String NAME =
            "\\p{Lu}[\\p{L}'’\\-]+(?:[ \\u00A0](?:(?:von|van|der|de|da|di|zu) )?\\p{Lu}[\\p{L}'’\\-]+){0,2}";
    private static final Pattern TITLED = Pattern.compile(
            "\\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Herrn?|Frau|Monsieur|Mme|Señora?|Sra|Sr)\\b\\.?[ \\u00A0](?:(?:Dr|Prof)\\.? ){0,2}("
                    + NAME + ")");
    private static final Pattern ACQUAINTANCE = Pattern.compile(
            "\\b(?:[Cc]olleague|[Ss]poke (?:to|with)|[Mm]et with|[Rr]eferred by|[Rr]ecommended by|[Ii]ntroduced by|[Kk]olleg(?:e|en|in)"
                    + "|[Gg]esprochen mit|[Ee]mpfohlen von|[Mm]y name is|[Mm]ein Name ist|[Ii]ch bin|I am|I['’]m)[ \\u00A0]("
                    + NAME + ")");
    private static final Pattern SIGNATURE = Pattern.compile(
            "(?m)^\\s*(?:(?:[Bb]est|[Kk]ind|[Ww]arm)(?:est)? [Rr]egards|[Rr]egards|[Bb]est(?: wishes)?|[Ss]incerely(?: yours)?|[Yy]ours (?:sincerely|truly|faithfully)|[Cc]heers|[Tt]hanks|[Tt]hank you"
                    + "|(?:[Vv]iele|[Bb]este|[Ff]reundliche|[Ll]iebe|[Hh]erzliche) [Gg]r(?:ü|ue)(?:ß|ss)e|[Mm]it (?:freundlichen|besten) Gr(?:ü|ue)(?:ß|ss)en|[Cc]ordialement|(?:[Uu]n )?[Ss]aludos?(?: cordiales)?),?\\s*\\n+\\s*("
                    + NAME + ")");

    @Override
    public String code() {
        return "draft.foreign-name";
    }

    @Override
    public List<Violation> check(DraftSubject subject) {
        List<Violation> found = new ArrayList<>();
        String body = subject.draft().getBody();
        List<String> named = new ArrayList<>();
        collect(TITLED, body, named);
        collect(TITLED, subject.draft().getSubject(), named);
        collect(ACQUAINTANCE, body, named);
        collect(SIGNATURE, body, named);
        if (named.isEmpty()) {
            return found;
        }
        Set<String> known = Sources.words(subject);
        Set<String> signer = new HashSet<>();
        Sources.addWords(signer, subject.seller().sender().name());
        known.addAll(signer);
        for (String name : named) {
            // Titles take a first capital word more than the name: "Frau Müller Ihre …" counts by its first word.
            String first = name.split("[ \\u00A0]", 2)[0];
            if (!Names.allIn(first, known) && !isNeutral(first)) {
                String message = "names " + Violations.shortened(name)
                        + ", who is neither the lead nor the sender nor in the evidence";
                found.add(Violations.reject(code(), "/body", message));
                return found;
            }
        }
        return found;
    }

    private static boolean isNeutral(String word) {
        return Folding.words(word).stream().allMatch(Greeting::isNeutral);
    }

    private static void collect(Pattern pattern, String text, List<String> named) {
        for (Matcher m = pattern.matcher(text); m.find(); ) {
            named.add(m.group(1));
        }
    }
}
