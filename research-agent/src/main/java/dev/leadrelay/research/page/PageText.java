package dev.leadrelay.research.page;

import dev.leadrelay.validation.text.Addresses;
import dev.leadrelay.validation.text.Folding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * What a page says: its title, its text block by block, and its links to pages of the same host. Immutable.
 *
 * @param title empty when it has none
 * @param blocks paragraphs, headings, list items, each on one line, none empty
 * @param links addresses, each once, in the page's order
 */
record PageText(String title, List<String> blocks, List<String> links) {
    private static final String NOISE = "script, style, noscript, template, svg, iframe, form, nav, footer, dialog,"
            + " [hidden], [aria-hidden=true], [style~=(?i)display\\s*:\\s*none], [style~=(?i)visibility\\s*:\\s*hidden]";
    private static final Pattern CHARSET =
            Pattern.compile("charset\\s*=\\s*[\"']?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE =
            Pattern.compile(".*\\.(?:pdf|docx?|xlsx?|pptx?|zip|jpe?g|png|gif|svg|webp|mp4|mp3|ics|xml|rss)");
    private static final int MAX_TITLE = 200;

    PageText {
        blocks = List.copyOf(blocks);
        links = List.copyOf(links);
    }

    static PageText of(PageFetcher.Fetched page, int maxLinks) {
        Charset charset = charset(page.contentType());
        if (page.contentType().toLowerCase(Locale.ROOT).startsWith("text/plain")) {
            String text = new String(page.body(), charset == null ? StandardCharsets.UTF_8 : charset);
            return new PageText(
                    "",
                    text.lines().map(PageText::tidy).filter(l -> !l.isEmpty()).toList(),
                    List.of());
        }
        Document document = document(page, charset);
        List<String> links = links(document, maxLinks);
        document.select(NOISE).remove();
        String title = tidy(document.title());
        return new PageText(
                title.length() <= MAX_TITLE ? title : title.substring(0, MAX_TITLE), blocks(document), links);
    }

    /** All blocks, one per line: the text that passages are cut from. */
    String text() {
        return String.join("\n", blocks);
    }

    private static Document document(PageFetcher.Fetched page, @Nullable Charset charset) {
        try {
            return Jsoup.parse(
                    new ByteArrayInputStream(page.body()), charset == null ? null : charset.name(), page.url());
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
        }
    }

    private static List<String> blocks(Document document) {
        List<String> blocks = new ArrayList<>();
        // A page that a script fills has nothing else to say.
        String description = tidy(document.select("meta[name=description]").attr("content"));
        Collector collector = new Collector(blocks);
        document.body().traverse(collector);
        collector.flush();
        if (!description.isEmpty() && blocks.stream().noneMatch(block -> block.contains(description))) {
            blocks.addFirst(description);
        }
        return blocks;
    }

    private static List<String> links(Document document, int most) {
        String own = host(document.location());
        Set<String> links = new LinkedHashSet<>();
        for (Element anchor : document.select("a[href]")) {
            String url = anchor.absUrl("href");
            int fragment = url.indexOf('#');
            url = fragment < 0 ? url : url.substring(0, fragment);
            boolean web = url.startsWith("http://") || url.startsWith("https://");
            boolean page = web && !FILE.matcher(url.toLowerCase(Locale.ROOT)).matches();
            if (page && url.length() <= 300 && host(url).equals(own) && !url.equals(document.location())) {
                links.add(url);
            }
            if (links.size() >= most) {
                break;
            }
        }
        return List.copyOf(links);
    }

    private static String host(String url) {
        return Addresses.host(url);
    }

    private static @Nullable Charset charset(String contentType) {
        Matcher matcher = CHARSET.matcher(contentType);
        try {
            return matcher.find() ? Charset.forName(matcher.group(1)) : null;
        } catch (IllegalArgumentException e) {
            // A site's own name for its encoding; the bytes tell better than nothing.
            return null;
        }
    }

    private static String tidy(String text) {
        return Folding.squeeze(text);
    }

    /** Collects the text between block elements. */
    private static final class Collector implements NodeVisitor {
        private final List<String> blocks;
        private final StringBuilder open = new StringBuilder();

        Collector(List<String> blocks) {
            this.blocks = blocks;
        }

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode text) {
                open.append(text.getWholeText());
            } else if (breaks(node)) {
                flush();
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (breaks(node)) {
                flush();
            }
        }

        void flush() {
            String block = tidy(open.toString());
            open.setLength(0);
            if (!block.isEmpty()) {
                blocks.add(block);
            }
        }

        private static boolean breaks(Node node) {
            return node instanceof Element element
                    && (element.isBlock() || element.normalName().equals("br"));
        }
    }
}
