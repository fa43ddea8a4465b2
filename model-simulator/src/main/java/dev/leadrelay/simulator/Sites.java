package dev.leadrelay.simulator;

/** Serves the pages of demo companies. */
final class Sites {
    private static final String HTML = "text/html; charset=utf-8";

    private final Counters counters;

    Sites(Counters counters) {
        this.counters = counters;
    }

    Reply reply(DemoCompany company, String path) {
        if (company.site() == DemoSite.UNREACHABLE) {
            return new Reply.Drop();
        }
        counters.page();
        if (company.site() == DemoSite.WRONG_TYPE && path.equals("/products")) {
            return Reply.of(200, "application/pdf", "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
        }
        return SitePages.html(company, path)
                .map(html -> Reply.of(200, HTML, html))
                .orElseGet(() -> Reply.of(404, HTML, "<!doctype html><title>Not found</title><h1>Not found</h1>"));
    }
}
