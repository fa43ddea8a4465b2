package dev.leadrelay.validation;

import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.validation.text.Languages;
import java.util.List;
import java.util.Map;

/**
 * Who writes, what is sold, and what a draft may say about it. Immutable.
 *
 * @param name how lists refer to it
 * @param hash SHA-256 of its text, hex
 * @param facts free sentences whose numbers, dates and names a draft may use
 * @param links addresses a draft may contain
 * @param languages primary language tags it can write in, each with an opt-out text
 */
public record SellerProfile(
        String name,
        String hash,
        String company,
        Sender sender,
        String product,
        List<String> valuePropositions,
        List<String> facts,
        List<String> links,
        List<String> languages,
        Footer footer) {

    public SellerProfile {
        valuePropositions = List.copyOf(valuePropositions);
        facts = List.copyOf(facts);
        links = List.copyOf(links);
        languages = List.copyOf(languages);
    }

    /** The person a draft is written for. */
    public record Sender(String name, String title, String email) {}

    /** What the law wants under every message; {@code optOut} by primary language tag. */
    public record Footer(String postalAddress, Map<String, String> optOut) {
        public Footer {
            optOut = Map.copyOf(optOut);
        }
    }

    /**
     * Reads a seller profile strictly.
     *
     * @throws ProfileException one line that names the key and what to do
     */
    public static SellerProfile parse(String yaml) {
        YamlTree root = YamlTree.parse("seller", yaml)
                .allow(
                        "name",
                        "company",
                        "sender",
                        "product",
                        "valuePropositions",
                        "facts",
                        "links",
                        "languages",
                        "footer");
        Footer footer = footer(root.at("footer"));
        List<String> languages = languages(root.at("languages"), footer);
        return new SellerProfile(
                root.at("name").text(),
                Identifiers.contentHash(yaml),
                root.at("company").text(),
                sender(root.at("sender")),
                root.at("product").text(),
                root.at("valuePropositions").texts(),
                root.texts("facts"),
                root.texts("links"),
                languages,
                footer);
    }

    /**
     * The text under a draft in this language: sender, company, postal address, opt-out, one per line.
     *
     * @param language BCP 47 tag; a language without opt-out text gets the first one of {@link #languages}
     */
    public String footer(String language) {
        String optOut = footer.optOut().get(Languages.primary(language));
        if (optOut == null) {
            optOut = footer.optOut().getOrDefault(languages.getFirst(), "");
        }
        return sender.name() + ", " + sender.title() + "\n" + company + "\n" + sender.email() + "\n"
                + footer.postalAddress().strip() + "\n" + optOut;
    }

    private static Sender sender(YamlTree node) {
        node.allow("name", "title", "email");
        YamlTree email = node.at("email");
        if (email.text().indexOf('@') < 1) {
            throw email.wrong("must be an email address");
        }
        return new Sender(node.at("name").text(), node.at("title").text(), email.text());
    }

    private static Footer footer(YamlTree node) {
        node.allow("postalAddress", "optOut");
        return new Footer(node.at("postalAddress").text(), node.at("optOut").textMap());
    }

    private static List<String> languages(YamlTree node, Footer footer) {
        List<String> languages = node.texts();
        if (languages.isEmpty()) {
            throw node.wrong("names no language; add one such as en");
        }
        for (String language : languages) {
            if (!footer.optOut().containsKey(language)) {
                throw node.wrong(
                        "has " + Violations.shortened(language) + " without an entry in seller.footer.optOut; add one");
            }
        }
        return languages;
    }
}
