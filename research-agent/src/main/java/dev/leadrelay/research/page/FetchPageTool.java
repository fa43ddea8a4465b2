package dev.leadrelay.research.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.leadrelay.agent.tool.Tool;
import dev.leadrelay.agent.tool.ToolContract;
import dev.leadrelay.research.domain.Source;
import dev.leadrelay.research.source.SourceOutput;
import dev.leadrelay.research.source.TextArchive;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The tool {@code fetch_page}: a page's passages and links. A page that is not to be had is a result that says so; it
 * is no failure of the tool. Thread-safe.
 */
public final class FetchPageTool implements Tool {
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final PageFetcher fetcher;
    private final PageLimits limits;
    private final ToolContract contract;
    private final @Nullable String checkUrl;
    private final TextArchive archive;

    FetchPageTool(PageFetcher fetcher, PageLimits limits, @Nullable String checkUrl, TextArchive archive) {
        this.checkUrl = checkUrl;
        this.archive = archive;
        this.fetcher = fetcher;
        this.limits = limits;
        contract = SourceOutput.contract(
                Source.FETCH_PAGE,
                "Fetches a public web page and returns passages of its text, each with an id to cite, and links to"
                        + " other pages of the same site.",
                2_000,
                limits.time().plus(SLACK));
    }

    /**
     * The tool with its usual limits.
     *
     * @param hosts names that may be private, to {@code host:port}; {@code *.suffix} for all names under a suffix
     * @param timeout of one page, redirects included
     * @param checkUrl a page that is known to be there, by which the way to the web can be checked; null for none
     * @param contact where a site's owner learns who fetches; null for nowhere
     * @param archive keeps the text of each page
     * @throws IllegalArgumentException one line that names the entry of hosts, or the contact, that is wrong
     */
    public static FetchPageTool create(
            Map<String, String> hosts,
            Duration timeout,
            @Nullable String checkUrl,
            @Nullable String contact,
            TextArchive archive) {
        PageLimits usual = PageLimits.DEFAULT;
        PageLimits limits =
                new PageLimits(timeout, usual.maxBytes(), usual.maxRedirects(), usual.maxPassages(), usual.maxLinks());
        WebWay way = new WebWay(
                PageHosts.of(hosts, InetAddress::getAllByName),
                new PageConnection((SSLSocketFactory) SSLSocketFactory.getDefault(), UserAgent.of(contact)),
                limits.maxRedirects());
        Robots robots = new Robots(way, timeout, Ticker.systemTicker());
        return new FetchPageTool(new PageFetcher(way, robots, limits), limits, checkUrl, archive);
    }

    @Override
    public ToolContract contract() {
        return contract;
    }

    @Override
    public Optional<JsonNode> example() {
        return Optional.ofNullable(checkUrl)
                .map(url -> JsonNodeFactory.instance.objectNode().put(Source.FETCH_PAGE.argument(), url));
    }

    @Override
    public Optional<String> unavailable(JsonNode output) {
        return Optional.ofNullable(output.path("error").textValue());
    }

    @Override
    public JsonNode execute(JsonNode input) throws InterruptedException {
        SourceOutput output = new SourceOutput();
        try {
            PageFetcher.Fetched page =
                    fetcher.fetch(input.path(Source.FETCH_PAGE.argument()).asText());
            PageText text = PageText.of(page, limits.maxLinks());
            List<String> passages = Passages.of(text.blocks(), limits.maxPassages());
            passages.forEach(passage -> output.passage(page.url(), text.title(), passage));
            text.links().forEach(output::link);
            output.cutFrom(text.text());
            archive.keep(text.text());
            if (passages.isEmpty()) {
                output.error("the page has no text");
            }
        } catch (PageException e) {
            output.error(e.reason());
        }
        return output.toJson();
    }
}
