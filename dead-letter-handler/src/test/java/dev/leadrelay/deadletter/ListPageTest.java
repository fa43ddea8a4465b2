package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.Tier;
import java.net.http.HttpResponse;
import java.util.List;
import org.awaitility.Awaitility;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListPageTest {
    private static final String LIST = "/desk/list?id=list-0";

    private TestHandler handler;

    @BeforeEach
    void start() {
        handler = new TestHandler(new FakeBroker(), new TestStore());
        end(0, LeadStatus.DELIVERED, "Anna Berg", "Nordwind GmbH", Tier.A);
        end(3, LeadStatus.DELIVERED, "Ben 100%", "=SUM(1)", Tier.B);
        end(6, LeadStatus.DISQUALIFIED, "Cleo Zorn", "Nordlicht AG", null);
        end(1, LeadStatus.DELIVERED, "Anna of another list", "Nordwind GmbH", Tier.A);
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(handler.store.content().get("lead_end")).hasSize(4));
    }

    @AfterEach
    void stop() {
        handler.close();
    }

    @Test
    void leadsAreFilteredByHowTheyEndedByTierAndByText() throws Exception {
        assertThat(names("")).containsExactly("Cleo Zorn", "Ben 100%", "Anna Berg");
        assertThat(names("&status=DELIVERED")).containsExactly("Ben 100%", "Anna Berg");
        assertThat(names("&tier=B")).containsExactly("Ben 100%");
        assertThat(names("&text=NORD")).containsExactly("Cleo Zorn", "Anna Berg");
        assertThat(names("&text=nord&status=DELIVERED")).containsExactly("Anna Berg");
        assertThat(names("&text=0%25")).as("a percent sign is no pattern").containsExactly("Ben 100%");
        assertThat(names("&text=_")).isEmpty();
        assertThat(names("&status=NONSENSE"))
                .as("what is no status asks for any")
                .hasSize(3);
    }

    @Test
    void filesHoldWhatTheFilterFinds() throws Exception {
        Document page = page("&status=DELIVERED&text=nord");
        assertThat(page.select("select[name=status] option[selected]").attr("value"))
                .isEqualTo("DELIVERED");
        assertThat(page.select("input[name=text]").attr("value")).isEqualTo("nord");

        HttpResponse<String> csv = get(page.select("a:contains(CSV)").attr("href"));
        assertThat(csv.body().lines().toList())
                .hasSize(2)
                .anyMatch(line -> line.contains("Anna Berg") && line.contains("Nordwind GmbH"));
        assertThat(csv.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("attachment"));
        assertThat(get("/desk/list.csv?id=list-0").body())
                .as("a sheet works no formula out")
                .contains("'=SUM(1)");

        List<String> lines = get(page.select("a:contains(JSONL)").attr("href"))
                .body()
                .lines()
                .toList();
        assertThat(lines).hasSize(1);
        assertThat(new ObjectMapper().readTree(lines.get(0)).path("who").asText())
                .isEqualTo("Anna Berg");
        assertThat(get("/desk/list.jsonl?id=list-0").body().lines()).hasSize(3);
    }

    private void end(int number, LeadStatus status, String name, String company, Tier tier) {
        LeadResult.Builder result = LeadResult.newBuilder(Samples.result(Samples.parked(number), status, null, 60))
                .setLead(Lead.newBuilder()
                        .setLeadId("lead-" + number)
                        .setFullName(name)
                        .setCompany(company)
                        .build());
        if (tier != null) {
            result.setScore(Score.newBuilder()
                    .setProfile("p")
                    .setProfileHash("h")
                    .setTotal(70)
                    .setTier(tier)
                    .setConfidence(1)
                    .setVotes(1)
                    .setSummary("fits")
                    .build());
        }
        handler.end(result.build());
    }

    private List<String> names(String filter) throws Exception {
        return page(filter).select("tbody .row-link").eachText();
    }

    private Document page(String filter) throws Exception {
        return Jsoup.parse(get(LIST + filter).body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpResponse<String> response = handler.send("GET", path, "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response;
    }
}
