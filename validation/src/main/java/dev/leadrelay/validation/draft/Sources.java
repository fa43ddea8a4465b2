package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.SellerProfile;
import dev.leadrelay.validation.lead.LeadTexts;
import dev.leadrelay.validation.text.Folding;
import dev.leadrelay.validation.text.InstructionText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The texts that a draft may draw on: evidence, the lead's fields, the seller's profile. Not what is addressed to a model, and not the
 * notes and further columns of a list: they say whom to write to, and nobody can check them.
 */
final class Sources {
    private Sources() {}

    static List<String> texts(DraftSubject subject) {
        List<String> texts = new ArrayList<>();
        for (Evidence evidence : subject.research().getEvidence()) {
            texts.addAll(InstructionText.clean(evidence.getQuote()));
            add(texts, evidence.getTitle());
        }
        Lead lead = subject.lead();
        LeadTexts.singleLine(lead, (path, text) -> texts.addAll(InstructionText.clean(text)));
        if (lead.getEmployeeCount() != null) {
            texts.add(lead.getEmployeeCount().toString());
        }
        add(texts, subject.research().getCompanyName());
        texts.addAll(ofSeller(subject.seller()));
        return texts;
    }

    /** What the seller says of himself. */
    static List<String> ofSeller(SellerProfile seller) {
        List<String> texts = new ArrayList<>();
        texts.add(seller.company());
        texts.add(seller.product());
        texts.add(seller.sender().name());
        texts.add(seller.sender().title());
        texts.addAll(seller.valuePropositions());
        texts.addAll(seller.facts());
        return texts;
    }

    /** True when a source has the text as it stands, not as part of a longer word or number: the quick answer. */
    static boolean sayLiterally(List<String> sources, String text) {
        return sources.stream().anyMatch(source -> saysLiterally(source, text));
    }

    private static boolean saysLiterally(String source, String text) {
        for (int at = source.indexOf(text); at >= 0 && !text.isEmpty(); at = source.indexOf(text, at + 1)) {
            int end = at + text.length();
            boolean begins = at == 0 || Character.isWhitespace(source.charAt(at - 1));
            boolean ends = end == source.length()
                    || Character.isWhitespace(source.charAt(end))
                    || ".,;:!?%)".indexOf(source.charAt(end)) >= 0
                            && (end + 1 == source.length() || Character.isWhitespace(source.charAt(end + 1)));
            // A digit group further left or right would make it part of a longer number such as 1 200.
            boolean alone = !digitNear(source, at - 2) && !digitNear(source, end + 1);
            if (begins && ends && alone) {
                return true;
            }
        }
        return false;
    }

    private static boolean digitNear(String source, int at) {
        return at >= 0 && at < source.length() && Character.isDigit(source.charAt(at));
    }

    /** The words of all sources, folded both with and without German spelling. */
    static Set<String> words(DraftSubject subject) {
        Set<String> words = new HashSet<>();
        for (String text : texts(subject)) {
            addWords(words, text);
        }
        return words;
    }

    static Set<String> leadNames(Lead lead) {
        Set<String> names = new HashSet<>();
        addWords(names, lead.getFirstName());
        addWords(names, lead.getLastName());
        addWords(names, lead.getFullName());
        return names;
    }

    static Set<String> companyNames(DraftSubject subject) {
        Set<String> names = new HashSet<>();
        addWords(names, subject.lead().getCompany());
        addWords(names, subject.research().getCompanyName());
        return names;
    }

    static void addWords(Set<String> words, @Nullable String text) {
        if (text != null) {
            words.addAll(Folding.words(text));
            words.addAll(Folding.words(Folding.foldGerman(text)));
        }
    }

    private static void add(List<String> texts, @Nullable String text) {
        if (text != null) {
            texts.addAll(InstructionText.clean(text));
        }
    }
}
