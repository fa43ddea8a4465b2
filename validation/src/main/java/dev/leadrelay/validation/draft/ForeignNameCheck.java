package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.Folding;
import dev.leadrelay.validation.text.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whoever is named after a title, as an acquaintance or under the message is the lead, the sender or in the evidence. */
final class ForeignNameCheck implements Check<DraftSubject> {
    private static final String NAME =
            "\\p{Lu}[\\p{L}'’\\-]+(?:[ \\u00A0](?:(?:von|van|der|de|da|di|zu) )?\\p{Lu}[\\p{L}'’\\-]+){0,2}";
    private static final Pattern NAME_HERE = Pattern.compile(NAME);
    private static final Phrases INTRODUCED = new Phrases(
            false,
            "Mr\\b\\.?[ \\u00A0](?:(?:Dr|Prof)\\.? ){0,2}",
            "Mrs\\b\\.?[ \\u00A0](?:(?:Dr|Prof)\\.? ){0,2}",
            "Ms\\b\\.?[ \\u00A0](?:(?:Dr|Prof)\\.? ){0,2}",
            "Mx\\b\\.?[ \\u00A0](?:(?:Dr|Prof)\\.? ){0,2}",
            "Monsieur\\b\\.?[ \\u00A0](?:(?:Dr|Prof)\\.? ){0,2}",
            "Mme\\b\\.?[ \\u00A0](?:(?:Dr|Prof)\\.? ){0,2}",
            "Dr\\b\\.?[ \\u00A0](?:(?:Dr|Prof)\\.? ){0,2}",
            "Prof\\b\\.?[ \\u00A0](?:(?:Dr|Prof)\\.? ){0,2}",
            "Herrn?\\b\\.?[ \\u00A0](?:(?:Dr|Prof)\\.? ){0,2}",
            "Frau\\b\\.?[ \\u00A0](?:(?:Dr|Prof)\\.? ){0,2}",
            "Señora?\\b\\.?[ \\u00A0](?:(?:Dr|Prof)\\.? ){0,2}",
            "Sra\\b\\.?[ \\u00A0](?:(?:Dr|Prof)\\.? ){0,2}",
            "Sr\\b\\.?[ \\u00A0](?:(?:Dr|Prof)\\.? ){0,2}",
            "colleague ",
            "Colleague ",
            "spoke (?:to|with) ",
            "Spoke (?:to|with) ",
            "met with ",
            "Met with ",
            "referred by ",
            "Referred by ",
            "recommended by ",
            "Recommended by ",
            "introduced by ",
            "Introduced by ",
            "kolleg(?:e|en|in) ",
            "Kolleg(?:e|en|in) ",
            "gesprochen mit ",
            "Gesprochen mit ",
            "empfohlen von ",
            "Empfohlen von ",
            "my name is ",
            "My name is ",
            "mein Name ist ",
            "Mein Name ist ",
            "ich bin ",
            "Ich bin ",
            "I am ",
            "I['’]m ");
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
        introduced(body, named);
        introduced(subject.draft().getSubject(), named);
        for (Matcher m = SIGNATURE.matcher(body); m.find(); ) {
            named.add(m.group(1));
        }
        if (named.isEmpty()) {
            return found;
        }
        Set<String> near = Sources.leadNames(subject.lead());
        Sources.addWords(near, subject.seller().sender().name());
        // Reading every source is slow, and most drafts name only the lead and the sender.
        named.removeIf(name -> Names.allIn(first(name), near) || isNeutral(first(name)));
        Set<String> known = named.isEmpty() ? Set.of() : Sources.words(subject);
        for (String name : named) {
            if (!Names.allIn(first(name), known)) {
                String message = "names " + Violations.shortened(name)
                        + ", who is neither the lead nor the sender nor in the evidence";
                found.add(Violations.reject(code(), "/body", message));
                return found;
            }
        }
        return found;
    }

    /** The first word counts: what follows may be the next word of a German sentence. */
    private static String first(String name) {
        int end = 0;
        while (end < name.length() && !Character.isSpaceChar(name.charAt(end))) {
            end++;
        }
        return name.substring(0, end);
    }

    private static boolean isNeutral(String word) {
        return Folding.words(word).stream().allMatch(Greeting::isNeutral);
    }

    private static void introduced(String text, List<String> named) {
        INTRODUCED.endsIn(text, (start, end) -> {
            Matcher name = NAME_HERE.matcher(text).region(end, text.length());
            if (name.lookingAt()) {
                named.add(name.group());
            }
        });
    }
}
