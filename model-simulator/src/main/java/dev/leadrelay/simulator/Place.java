package dev.leadrelay.simulator;

import java.util.List;

/** A city with its country. */
record Place(String city, String countryIso2, String country) {
    static final List<Place> ALL = List.of(
            new Place("Graz", "AT", "Austria"),
            new Place("Linz", "AT", "Austria"),
            new Place("Bremen", "DE", "Germany"),
            new Place("Kassel", "DE", "Germany"),
            new Place("Ulm", "DE", "Germany"),
            new Place("Rostock", "DE", "Germany"),
            new Place("Winterthur", "CH", "Switzerland"),
            new Place("Lille", "FR", "France"),
            new Place("Nantes", "FR", "France"),
            new Place("Gent", "BE", "Belgium"),
            new Place("Eindhoven", "NL", "Netherlands"),
            new Place("Leeds", "GB", "United Kingdom"),
            new Place("Cork", "IE", "Ireland"),
            new Place("Aarhus", "DK", "Denmark"),
            new Place("Gothenburg", "SE", "Sweden"),
            new Place("Tampere", "FI", "Finland"),
            new Place("Brno", "CZ", "Czechia"),
            new Place("Poznan", "PL", "Poland"),
            new Place("Bilbao", "ES", "Spain"),
            new Place("Porto", "PT", "Portugal"),
            new Place("Verona", "IT", "Italy"));

    /** English name of the country with that code. */
    static String countryNamed(String iso2) {
        for (Place place : ALL) {
            if (place.countryIso2().equals(iso2)) {
                return place.country();
            }
        }
        return java.util.Locale.of("", iso2).getDisplayCountry(java.util.Locale.ENGLISH);
    }
}
