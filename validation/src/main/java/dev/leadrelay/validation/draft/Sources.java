package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.SellerProfile;
import dev.leadrelay.validation.lead.LeadTexts;
import dev.leadrelay.validation.text.Folding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The texts that a draft may draw on: evidence, the lead's fields, the seller's profile. */
final class Sources {
    private Sources() {}

    static List<String> texts(DraftSubject subject) {
        List<String> texts = new ArrayList<>();
        for (Evidence evidence : subject.research().getEvidence()) {
            texts.add(evidence.getQuote());
            add(texts, evidence.getTitle());
        }
        Lead lead = subject.lead();
        LeadTexts.singleLine(lead, (path, text) -> texts.add(text));
        LeadTexts.multiLine(lead, (path, text) -> texts.add(text));
        if (lead.getEmployeeCount() != null) {
            texts.add(lead.getEmployeeCount().toString());
        }
        add(texts, subject.research().getCompanyName());
        SellerProfile seller = subject.seller();
        texts.add(seller.company());
        texts.add(seller.product());
        texts.add(seller.sender().name());
        texts.add(seller.sender().title());
        texts.addAll(seller.valuePropositions());
        texts.addAll(seller.facts());
        return texts;
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
            texts.add(text);
        }
    }
}
