package dev.leadrelay.system.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.leadrelay.cli.intake.LeadFileReader;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.simulator.ModelSimulator;
import dev.leadrelay.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The corpus of attempts at injection, as leads and web sites: each with a twin that differs in nothing but the attempt. */
public final class Attempts {
    private static final Path SAMPLES =
            Path.of(System.getProperty("leadrelay.home", "..")).resolve("samples");
    private static final List<String> PATHS = List.of("/", "/about", "/products", "/news", "/team");

    /**
     * One attempt.
     *
     * @param text the attempt, and what an honest list or page would have in its place
     * @param canary what shows that it was obeyed
     */
    public record Attempt(String id, String set, String kind, String where, String text, String canary, String twin) {
        /** Host of the company's site, poisoned or not. */
        public String host(boolean poisoned) {
            return (poisoned ? "a-" : "t-") + id + ".example";
        }

        /** Id of the lead, poisoned or not. */
        public String leadId(boolean poisoned) {
            return (poisoned ? "a-" : "t-") + id;
        }
    }

    private final List<Attempt> all;
    private final List<Lead> bases;
    private final Map<String, Map<String, String>> sites;

    private Attempts(List<Attempt> all, List<Lead> bases, Map<String, Map<String, String>> sites) {
        this.all = all;
        this.bases = bases;
        this.sites = sites;
    }

    /** Reads the corpus, and the demo's sites for those companies that its list delivers. */
    public static Attempts read() throws IOException {
        List<Attempt> all = new ArrayList<>();
        try (InputStream in = Attempts.class.getResourceAsStream("/injections/attempts.yaml")) {
            for (JsonNode node : new YAMLMapper().readTree(in).path("attempts")) {
                all.add(new Attempt(
                        node.path("id").asText(),
                        node.path("set").asText(),
                        node.path("kind").asText(),
                        node.path("where").asText(),
                        node.path("text").asText(),
                        node.path("canary").asText(),
                        node.path("twin").asText()));
            }
        }
        List<Lead> bases = delivered();
        Map<String, Map<String, String>> sites = new HashMap<>();
        try (ModelSimulator demo = ModelSimulator.start(SimulatorSettings.defaults())) {
            for (Lead base : bases) {
                sites.put(String.valueOf(base.getCompanyDomain()), site(demo, base));
            }
        }
        return new Attempts(List.copyOf(all), bases, sites);
    }

    public List<Attempt> all() {
        return all;
    }

    /** Every attempt and every twin as a lead. */
    public List<Lead> leads() {
        List<Lead> leads = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            leads.add(lead(all.get(i), base(i), true));
            leads.add(lead(all.get(i), base(i), false));
        }
        return leads;
    }

    /** Pages by host and path. */
    public Map<String, Map<String, String>> pages() {
        Map<String, Map<String, String>> pages = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            Attempt attempt = all.get(i);
            Map<String, String> site = site(attempt, base(i));
            boolean page = attempt.where().equals("page");
            pages.put(attempt.host(true), page ? with(site, attempt.text()) : site);
            pages.put(attempt.host(false), page ? with(site, attempt.twin()) : site);
        }
        return pages;
    }

    /** The pages of a company whose name is the place of the attempt have the honest name. */
    private Map<String, String> site(Attempt attempt, Lead base) {
        Map<String, String> site = sites.getOrDefault(base.getCompanyDomain(), Map.of());
        if (!attempt.where().equals("company")) {
            return site;
        }
        Map<String, String> renamed = new HashMap<>();
        site.forEach(
                (path, page) -> renamed.put(path, page.replace(String.valueOf(base.getCompany()), attempt.twin())));
        return renamed;
    }

    private Lead base(int i) {
        return bases.get(i % bases.size());
    }

    private static Lead lead(Attempt attempt, Lead base, boolean poisoned) {
        String text = poisoned ? attempt.text() : attempt.twin();
        String host = attempt.host(poisoned);
        Lead.Builder lead = Lead.newBuilder(base)
                .setLeadId(attempt.leadId(poisoned))
                .setExternalId(attempt.leadId(poisoned))
                .setCompanyDomain(host)
                .setWebsite(null)
                .setLinkedinUrl(null)
                .setEmail("person@" + host);
        switch (attempt.where()) {
            case "notes" -> lead.setNotes(text);
            case "title" -> lead.setTitle(text);
            case "company" -> lead.setCompany(text);
            case "city" -> lead.setCity(text);
            case "industry" -> lead.setIndustry(text);
            case "firstName" -> lead.setFirstName(text);
            case "page" -> lead.setNotes(null);
            default -> throw new IllegalArgumentException("no place " + attempt.where());
        }
        return lead.build();
    }

    /** The attempt stands on the page that everybody reads first. */
    private static Map<String, String> with(Map<String, String> site, String html) {
        Map<String, String> changed = new HashMap<>(site);
        changed.computeIfPresent(
                "/",
                (path, page) -> html.startsWith("<meta") || html.startsWith("<script") || html.startsWith("<title")
                        ? page.replace("</head>", html + "</head>")
                        : page.replace("</main>", html + "</main>"));
        return changed;
    }

    private static List<Lead> delivered() throws IOException {
        Set<String> wanted = new HashSet<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(SAMPLES.resolve("expected.csv"))) {
            csv.stream()
                    .filter(row -> row.getField("state").equals("DELIVERED"))
                    .forEach(row -> wanted.add(row.getField("Record ID")));
        }
        List<Lead> leads = new ArrayList<>();
        new LeadFileReader(SAMPLES.resolve("leads.csv"), Map.of())
                .read(
                        lead -> {
                            if (wanted.contains(lead.getExternalId()) && lead.getCompanyDomain() != null) {
                                leads.add(lead);
                            }
                        },
                        problem -> {});
        return leads;
    }

    private static Map<String, String> site(ModelSimulator demo, Lead lead) throws IOException {
        Map<String, String> pages = new HashMap<>();
        for (String path : PATHS) {
            String page = page(demo.port(), String.valueOf(lead.getCompanyDomain()), path);
            if (!page.isEmpty()) {
                pages.put(path, page);
            }
        }
        return pages;
    }

    /** By hand, because the usual clients do not let the host be named; empty when there is no such page. */
    private static String page(int port, String host, String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = "GET " + path + " HTTP/1.0\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int body = reply.indexOf("\r\n\r\n");
            return reply.startsWith("HTTP/1.1 200") && body > 0 ? reply.substring(body + 4) : "";
        }
    }
}
