package dev.leadrelay.simulator;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Serves web sites: pages that the settings give, then those of the demo's companies. */
final class Sites {
    private static final String HTML = "text/html; charset=utf-8";

    private final Map<String, Map<String, String>> pages;
    private final Counters counters;

    Sites(Map<String, Map<String, String>> pages, Counters counters) {
        this.pages = pages;
        this.counters = counters;
    }

    /** Whether the host of a request, with or without port, is one of a web site. */
    boolean has(String host) {
        return pages.containsKey(name(host)) || DemoCompanies.byHost(host).isPresent();
    }

    /** Notes that a host was asked. */
    void asked(String host) {
        counters.host(name(host));
    }

    Reply reply(String method, String host, String path) {
        asked(host);
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return Reply.of(405, "text/plain", "only GET here");
        }
        String own = pages.getOrDefault(name(host), Map.of()).get(path);
        if (own != null) {
            counters.page();
            return Reply.of(200, HTML, own);
        }
        Optional<DemoCompany> company = DemoCompanies.byHost(host);
        return company.map(known -> ofCompany(known, path)).orElseGet(Sites::notFound);
    }

    private Reply ofCompany(DemoCompany company, String path) {
        if (company.site() == DemoSite.UNREACHABLE) {
            return new Reply.Drop();
        }
        counters.page();
        if (company.site() == DemoSite.WRONG_TYPE && path.equals("/products")) {
            return Reply.of(200, "application/pdf", "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
        }
        return SitePages.html(company, path)
                .<Reply>map(html -> Reply.of(200, HTML, html))
                .orElseGet(Sites::notFound);
    }

    private static Reply notFound() {
        return Reply.of(404, HTML, "<!doctype html><title>Not found</title><h1>Not found</h1>");
    }

    private static String name(String host) {
        return host.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
    }
}
