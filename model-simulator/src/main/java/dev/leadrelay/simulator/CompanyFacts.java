package dev.leadrelay.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Derives what a company says about itself from its name and a hash; how it grows and what it runs can be given. */
final class CompanyFacts {
    /** How strongly a company shows what the demo's profile looks for. */
    enum Signal {
        STRONG,
        WEAK,
        NONE
    }

    private static final List<String> FIRST_NAMES = List.of(
            "Marta", "Jonas", "Elif", "Pieter", "Ines", "Tomas", "Katrin", "Declan", "Sofie", "Henrik", "Lucie",
            "Mateo", "Aino", "Rui", "Paola", "Stefan", "Nora", "Emil", "Clara", "Viktor", "Hanna", "Luca", "Agnes",
            "Felix");
    private static final List<String> LAST_NAMES = List.of(
            "Lindqvist",
            "Okafor",
            "Brandt",
            "Verhoeven",
            "Castellan",
            "Novotny",
            "Ferreira",
            "Doyle",
            "Haugland",
            "Moreau",
            "Kowalczyk",
            "Bianchi",
            "Saarinen",
            "Steiner",
            "Petrovic",
            "Aldous",
            "Wenger",
            "Jansen",
            "Royer",
            "Thorup",
            "Madsen",
            "Vidal",
            "Zeller",
            "Quist",
            "Ambrus",
            "Fenner",
            "Garrel",
            "Holm",
            "Irving",
            "Jurado");
    private static final List<String> TITLES = List.of(
            "Head of Logistics",
            "Operations Director",
            "Plant Manager",
            "Chief Operating Officer",
            "Supply Chain Manager",
            "Head of Purchasing",
            "Managing Director",
            "Warehouse Manager");
    private static final List<String> MONTHS =
            List.of("January", "February", "March", "April", "May", "June", "July", "August", "September");
    private static final List<String> ERP = List.of("SAP Business One", "Microsoft Dynamics", "Odoo", "proALPHA");

    private final String name;
    private final long hash;
    private final List<String> products;

    CompanyFacts(String name, long hash, Industry industry) {
        this.name = name;
        this.hash = hash;
        int first = Seeded.between(Seeded.mix(hash, "products"), 0, 4);
        List<String> all = industry.products();
        this.products = List.of(all.get(first), all.get((first + 1) % 5), all.get((first + 3) % 5));
    }

    List<String> products() {
        return products;
    }

    /** One of the three, half of them strong, a fifth without. */
    static Signal signal(long hash) {
        double at = Seeded.unit(hash);
        return at < 0.5 ? Signal.STRONG : at < 0.8 ? Signal.WEAK : Signal.NONE;
    }

    int employees() {
        double at = Seeded.unit(Seeded.mix(hash, "fit-size"));
        long h = Seeded.mix(hash, "employees");
        if (at < 0.65) {
            return Seeded.between(h, 50, 500);
        }
        return at < 0.82 ? Seeded.between(h, 501, 2000) : Seeded.between(h, 4, 49);
    }

    /** The name stands twice in long sentences: two companies never share a long run of words. */
    String news(Signal growth, String city) {
        String month = Seeded.pick(MONTHS, Seeded.mix(hash, "month"));
        int number = Seeded.between(Seeded.mix(hash, "news"), 11, 97);
        boolean even = number % 2 == 0;
        return switch (growth) {
            case STRONG ->
                even
                        ? "In %s 2026 %s opened a new warehouse near %s for %d00 pallets of %s %s."
                                .formatted(month, name, city, number, name, products.get(0))
                        : "Since %s 2026 %s is expanding its capacity in %s: the second plant of %s costs %d million euros."
                                .formatted(month, name, city, name, number);
            case WEAK ->
                even
                        ? "%s is hiring %d people for dispatch in %s.".formatted(name, number, city)
                        : "In %s 2026 %s won a larger order for %d thousand %s."
                                .formatted(month, name, number, products.get(0));
            case NONE ->
                "In %s 2026 %s showed %s to %d0 visitors in %s.".formatted(month, name, products.get(2), number, city);
        };
    }

    String technology(Signal systems) {
        int year = Seeded.between(Seeded.mix(hash, "since"), 2012, 2024);
        return switch (systems) {
            case STRONG ->
                "Orders and stock of %s run on %s, the ERP system %s chose in %d."
                        .formatted(name, Seeded.pick(ERP, Seeded.mix(hash, "erp")), name, year);
            case WEAK -> "The online shop of %s sells %s since %d.".formatted(name, products.get(0), year);
            case NONE -> "Letters to %s are answered by hand since %d.".formatted(name, year);
        };
    }

    List<DemoPerson> people() {
        List<DemoPerson> people = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            long h = Seeded.mix(hash, "person" + i);
            int title = Math.floorMod(Seeded.between(Seeded.mix(hash, "title"), 0, 7) + i, TITLES.size());
            people.add(new DemoPerson(
                    Seeded.pick(FIRST_NAMES, Seeded.mix(h, 1)),
                    Seeded.pick(LAST_NAMES, Seeded.mix(h, 2)),
                    TITLES.get(title)));
        }
        return people;
    }

    static String capitalised(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
