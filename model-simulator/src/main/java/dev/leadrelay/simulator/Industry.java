package dev.leadrelay.simulator;

import java.util.List;

/** The lines of business of demo companies; the last word of a generated name tells which. */
enum Industry {
    ROBOTICS(
            "Robotics",
            "Industrial Robotics",
            Trade.MAKER,
            "gripper arms",
            "palletising cells",
            "vision sensors",
            "assembly robots",
            "conveyor drives"),
    MACHINERY(
            "Machinery",
            "Machinery",
            Trade.MAKER,
            "milling machines",
            "press brakes",
            "bottling lines",
            "wood saws",
            "spindle units"),
    FOODS(
            "Foods",
            "Food Production",
            Trade.MAKER,
            "oat flakes",
            "fruit preserves",
            "frozen vegetables",
            "rye crackers",
            "spice blends"),
    PACKAGING(
            "Packaging",
            "Packaging",
            Trade.MAKER,
            "folding cartons",
            "paper pouches",
            "glass jars",
            "shipping boxes",
            "moulded trays"),
    LOGISTICS(
            "Logistics",
            "Logistics",
            Trade.DISTRIBUTOR,
            "chilled parcels",
            "bulk pallets",
            "spare parts",
            "machine crates",
            "garment rails"),
    COMPONENTS(
            "Components",
            "Industrial Components",
            Trade.MAKER,
            "ball bearings",
            "hydraulic valves",
            "cable harnesses",
            "gear wheels",
            "pump housings"),
    WHOLESALE(
            "Wholesale",
            "Wholesale",
            Trade.DISTRIBUTOR,
            "fasteners",
            "work clothing",
            "hand tools",
            "pipe fittings",
            "electrical supplies"),
    TEXTILES(
            "Textiles",
            "Textiles",
            Trade.MAKER,
            "linen fabrics",
            "seat covers",
            "filter cloths",
            "wool blankets",
            "safety vests"),
    RETAIL("Retail", "Retail", Trade.RESELLER, "garden furniture", "bicycles", "kitchen ware", "toys", "camping gear"),
    BUILDING(
            "Building",
            "Construction",
            Trade.RESELLER,
            "timber frames",
            "roof windows",
            "heat pumps",
            "facade panels",
            "insulation boards"),
    PHARMACY(
            "Pharmacy",
            "Pharmacy",
            Trade.RESELLER,
            "wound dressings",
            "hearing aids",
            "infusion sets",
            "test kits",
            "skin creams"),
    ELECTRICALS(
            "Electricals",
            "Electrical Installation",
            Trade.RESELLER,
            "charging points",
            "light fittings",
            "solar modules",
            "switch boards",
            "alarm systems"),
    CONSULTING(
            "Consulting",
            "Consulting",
            Trade.SERVICE,
            "tax reviews",
            "process audits",
            "interim mandates",
            "grant applications",
            "training days"),
    MEDIA(
            "Media",
            "Media",
            Trade.SERVICE,
            "radio plays",
            "image films",
            "trade magazines",
            "podcast series",
            "photo archives"),
    LEGAL(
            "Legal",
            "Legal Services",
            Trade.SERVICE,
            "patent filings",
            "contract reviews",
            "estate plans",
            "arbitration cases",
            "trade mark searches"),
    TRAVEL(
            "Travel",
            "Travel",
            Trade.SERVICE,
            "hiking tours",
            "rail journeys",
            "city breaks",
            "sailing weeks",
            "study trips");

    /** How a company stands to the goods it deals with; the word the profile of the demo asks for. */
    enum Trade {
        MAKER("makes physical goods"),
        DISTRIBUTOR("distributes physical goods"),
        RESELLER("resells and installs articles of other brands"),
        SERVICE("advises and serves its clients");

        private final String phrase;

        Trade(String phrase) {
            this.phrase = phrase;
        }

        String phrase() {
            return phrase;
        }
    }

    private final String word;
    private final String label;
    private final Trade trade;
    private final List<String> products;

    Industry(String word, String label, Trade trade, String... products) {
        this.word = word;
        this.label = label;
        this.trade = trade;
        this.products = List.of(products);
    }

    String word() {
        return word;
    }

    String label() {
        return label;
    }

    Trade trade() {
        return trade;
    }

    List<String> products() {
        return products;
    }

    /** The industry whose word the name ends with, else one chosen by hash. */
    static Industry of(String name, long hash) {
        for (Industry industry : values()) {
            if (name.endsWith(industry.word)) {
                return industry;
            }
        }
        return Seeded.pick(List.of(values()), hash);
    }

    static Industry labelled(String label) {
        for (Industry industry : values()) {
            if (industry.label.equals(label)) {
                return industry;
            }
        }
        throw new IllegalArgumentException("no industry is called " + label);
    }
}
