package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftLimits;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.Addresses;
import dev.leadrelay.validation.text.InstructionText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Each address is the lead's, the seller's or of the evidence, and there are few. Notes and extra columns give no
 * addresses: they are the place for an injected link.
 */
record DraftLinksCheck(DraftLimits limits) implements Check<DraftSubject> {
    @Override
    public String code() {
        return "draft.ungrounded-url";
    }

    @Override
    public List<Violation> check(DraftSubject subject) {
        List<Violation> found = new ArrayList<>();
        String text = subject.draft().getSubject() + "\n" + subject.draft().getBody();
        List<Addresses.Mention> mentions = Addresses.mentions(text);
        if (mentions.isEmpty()) {
            return found;
        }
        Set<String> known = known(subject);
        for (Addresses.Mention mention : mentions) {
            if (!known.contains(mention.normal())) {
                String message = "the address " + Violations.shortened(mention.text())
                        + " is neither the lead's nor the seller's nor in the evidence; leave it out";
                found.add(Violations.reject(code(), "/body", message));
            }
        }
        long links = mentions.stream().filter(mention -> !mention.mail()).count();
        if (links > limits.maxLinks()) {
            String message = links + " links, at most " + limits.maxLinks();
            found.add(Violations.reject("draft.links", "/body", message));
        }
        return found;
    }

    private static Set<String> known(DraftSubject subject) {
        Set<String> known = new HashSet<>();
        Lead lead = subject.lead();
        add(known, lead.getCompanyDomain());
        add(known, lead.getWebsite());
        Set<String> own = Set.copyOf(known);
        for (Evidence evidence : subject.research().getEvidence()) {
            add(known, evidence.getUrl());
            // Whatever else a page links to is not the company's, and may be there to be passed on.
            Addresses.mentions(evidence.getQuote()).stream()
                    .map(Addresses.Mention::normal)
                    .filter(address -> own.stream().anyMatch(host -> Addresses.within(Addresses.host(address), host)))
                    .forEach(known::add);
        }
        add(known, lead.getLinkedinUrl());
        add(known, lead.getEmail());
        mentioned(known, lead.getCompany());
        mentioned(known, subject.research().getCompanyName());
        add(known, subject.seller().sender().email());
        mentioned(known, subject.seller().company());
        mentioned(known, subject.seller().product());
        subject.seller().links().forEach(link -> add(known, link));
        subject.seller().facts().forEach(fact -> mentioned(known, fact));
        return known;
    }

    private static void add(Set<String> known, @Nullable String address) {
        if (address != null && !address.isBlank()) {
            known.add(Addresses.normal(address));
            if (address.indexOf('@') < 0) {
                known.add(Addresses.host(address));
            }
        }
    }

    private static void mentioned(Set<String> known, @Nullable String text) {
        if (text != null) {
            InstructionText.clean(text)
                    .forEach(clean -> Addresses.mentions(clean).forEach(mention -> known.add(mention.normal())));
        }
    }
}
