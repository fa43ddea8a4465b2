package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.Addresses;
import dev.leadrelay.validation.text.Dates;
import dev.leadrelay.validation.text.Numbers;
import dev.leadrelay.validation.text.Phrases;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Each number stands in the evidence, the lead's fields or the seller's profile. Exempt are set phrases such as B2B or
 * 24/7, and the length of a call that the message proposes: they state nothing about anyone.
 */
final class DraftNumbersCheck implements Check<DraftSubject> {
    private static final Phrases PHRASES = new Phrases(
            true,
            "B2B\\b",
            "B2C\\b",
            "D2C\\b",
            "24/7\\b",
            "2D\\b",
            "3D\\b",
            "Industrie \\d\\.0\\b",
            "Industry \\d\\.0\\b",
            "Web \\d\\.0\\b",
            "360[ -]?(?:degree|grad)\\b",
            "360°",
            "1:1\\b");
    private static final Pattern CALL = Pattern.compile(
            "\\b(\\d{1,2}(?:\\s?(?:-|–|to|bis|or|oder)\\s?\\d{1,2})?)[\\s-]?(?:min\\b|minutes?|minütige[sn]?|Minuten)[^.!?\\n]{0,60}",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern MEETING = Pattern.compile(
            "\\b(?:call|chat|talk|conversation|meeting|demo|gespräch|telefonat|termin|austausch|anruf|videocall|appel|échange|llamada|reunión)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final int BEFORE = 60;

    @Override
    public String code() {
        return "draft.ungrounded-number";
    }

    @Override
    public List<Violation> check(DraftSubject subject) {
        List<Violation> found = new ArrayList<>();
        look("/subject", subject.draft().getSubject(), subject, found);
        look("/body", subject.draft().getBody(), subject, found);
        return found;
    }

    private void look(String path, String text, DraftSubject subject, List<Violation> found) {
        List<Numbers.Mention> mentions = Numbers.mentions(statements(text));
        if (mentions.isEmpty()) {
            return;
        }
        List<String> sources = Sources.texts(subject);
        mentions.removeIf(mention -> Sources.sayLiterally(sources, mention.text()));
        if (mentions.isEmpty()) {
            return;
        }
        ground(mentions, sources, Numbers::collect);
        ground(mentions, sources, Numbers::collectWords);
        Set<String> seen = new HashSet<>();
        for (Numbers.Mention mention : mentions) {
            if (seen.add(mention.text())) {
                String message = "the number " + Violations.shortened(mention.text())
                        + " stands neither in the evidence nor in the lead nor in the seller's facts; leave it out";
                found.add(Violations.reject(code(), path, message));
            }
        }
    }

    /** Removes the numbers that a source has, reading no more sources than it takes. */
    private static void ground(
            List<Numbers.Mention> mentions, List<String> sources, BiConsumer<String, Set<String>> reading) {
        Set<String> known = new HashSet<>();
        for (String source : sources) {
            if (mentions.isEmpty()) {
                return;
            }
            reading.accept(source, known);
            mentions.removeIf(mention -> mention.groundedIn(known));
        }
    }

    /** The text without addresses, dates, set phrases and proposed calls, which have their own rules. */
    private static String statements(String text) {
        String plain = Addresses.without(text, Addresses.mentions(text));
        plain = Dates.without(plain, Dates.mentions(plain));
        StringBuilder kept = new StringBuilder(plain);
        PHRASES.endsIn(plain, (start, end) -> blank(kept, start, end));
        for (Matcher m = CALL.matcher(plain); m.find(); ) {
            String around = plain.substring(sentenceStart(plain, m.start()), m.end());
            if (MEETING.matcher(around).find()) {
                blank(kept, m.start(1), m.end(1));
            }
        }
        return kept.toString();
    }

    private static void blank(StringBuilder text, int start, int end) {
        text.replace(start, end, " ".repeat(end - start));
    }

    private static int sentenceStart(String text, int from) {
        int start = from;
        while (start > 0 && from - start < BEFORE && ".!?\n".indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        return start;
    }
}
