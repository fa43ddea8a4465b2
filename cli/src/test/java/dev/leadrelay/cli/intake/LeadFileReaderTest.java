package dev.leadrelay.cli.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.schemas.records.EmailKind;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeadFileReaderTest {
    @TempDir
    Path folder;

    private final List<Lead> leads = new ArrayList<>();
    private final List<RowProblem> problems = new ArrayList<>();

    @Test
    void readsTheUsualColumnsOfAnExport() throws IOException {
        read("""
                Record ID,First Name,Last Name,Email,Job Title,Company Name,Website,# Employees,Country/Region,Phone,Notes,Campaign
                17,Jörg,Müller,J.Mueller@Example-Werk.EXAMPLE,COO,Example Werk GmbH,https://www.example-werk.example/de?x=1,"1,200",Deutschland,030 123456,"two
                lines",spring
                """);

        Lead lead = leads.getFirst();
        assertThat(lead.getExternalId()).isEqualTo("17");
        assertThat(lead.getFullName()).isEqualTo("Jörg Müller");
        assertThat(lead.getEmail()).isEqualTo("J.Mueller@example-werk.example");
        assertThat(lead.getEmailKind()).isEqualTo(EmailKind.PERSONAL_WORK);
        assertThat(lead.getCompanyDomain()).isEqualTo("example-werk.example");
        assertThat(lead.getEmployeeCount()).isEqualTo(1200);
        assertThat(lead.getEmployeeRangeRaw()).isEqualTo("1,200");
        assertThat(lead.getCountryIso2()).isEqualTo("DE");
        assertThat(lead.getCountryRaw()).isEqualTo("Deutschland");
        assertThat(lead.getPhone()).isEqualTo("+4930123456");
        assertThat(lead.getNotes()).isEqualTo("two\nlines");
        assertThat(lead.getExtra()).containsExactly(Map.entry("Campaign", "spring"));
        assertThat(lead.getSourceRow()).isEqualTo(2);
    }

    @Test
    void countsWhatItReadAndIgnoresASecondRowOfTheSameLead() throws IOException {
        IntakeCounts counts = read("""
                email,company
                a@one.example,One
                A@ONE.example,One again
                ,
                n/a,-
                b@two.example,Two
                """);

        assertThat(counts).isEqualTo(new IntakeCounts(4, 3, 1, 0));
        assertThat(leads).extracting(Lead::getCompany).containsExactly("One", null, "Two");
        assertThat(problems).isEmpty();
    }

    @Test
    void neverTakesADomainFromFreeMail() throws IOException {
        read("""
                email,company
                someone@gmail.com,Acme
                """);

        assertThat(leads.getFirst().getCompanyDomain()).isNull();
        assertThat(leads.getFirst().getEmailKind()).isEqualTo(EmailKind.FREEMAIL);
    }

    @ParameterizedTest
    @CsvSource({"51-200,51", "'1,200',1200", "10.001+,10001", "5k,5000", "1.5k,1500", "'2 500',2500", "many,", "7,7"})
    void readsCompanySizesByTheirLowerBound(String text, Integer expected) {
        assertThat(EmployeeCounts.lowerBound(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.Example.com/a?b, example.com",
        "example.co.uk, example.co.uk",
        "münchen.example, xn--mnchen-3ya.example",
        "http://user@host.example:8080/x, host.example",
        "not a host,",
        "localhost,"
    })
    void findsTheHostInWhatPeopleWrite(String text, String expected) {
        assertThat(WebAddresses.domainOf(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"})
    void findsOutTheEncoding(String name) throws IOException {
        String bom = name.equals("windows-1252") ? "" : "\uFEFF";
        byte[] bytes = (bom + "email;company\nx@größe.example;Größe AG\n").getBytes(Charset.forName(name));
        Path file = Files.write(folder.resolve("list.csv"), bytes);

        new LeadFileReader(file, Map.of()).read(leads::add, problems::add);

        assertThat(leads.getFirst().getCompany()).isEqualTo("Größe AG");
        assertThat(problems).isEmpty();
    }

    @Test
    void aRowWithMoreCellsThanHeadersCostsNoOtherRow() throws IOException {
        IntakeCounts counts = read("""
                email,company
                a@one.example,One,and more
                b@two.example,Two
                """);

        assertThat(counts).isEqualTo(new IntakeCounts(2, 1, 0, 1));
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().line()).isEqualTo(2);
        assertThat(problems.getFirst().code()).isEqualTo("row.more-cells-than-headers");
        assertThat(problems.getFirst().column()).isEqualTo("column 3");
        assertThat(problems.getFirst().raw()).isEqualTo("a@one.example,One,and more");
    }

    @Test
    void takesNamedColumns() throws IOException {
        Path file = write("Kontakt;Betrieb\nx@y.example;Y\n");

        new LeadFileReader(file, Map.of("Kontakt", "email", "Betrieb", "company")).read(leads::add, problems::add);

        assertThat(leads.getFirst().getEmail()).isEqualTo("x@y.example");
        assertThat(leads.getFirst().getCompany()).isEqualTo("Y");
    }

    @Test
    void refusesANameThatIsNoColumnOrNoField() throws IOException {
        Path file = write("email\nx@y.example\n");

        assertThatThrownBy(() -> new LeadFileReader(file, Map.of("Mail", "email")).read(leads::add, problems::add))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("\"Mail\"")
                .hasMessageContaining("\"email\"");
        assertThatThrownBy(() -> new LeadFileReader(file, Map.of("email", "adress")).read(leads::add, problems::add))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("adress");
    }

    @Test
    void refusesFilesThatAreNoLists() throws IOException {
        Path empty = Files.write(folder.resolve("empty.csv"), new byte[0]);
        Path binary = Files.write(folder.resolve("binary.csv"), new byte[4000]);
        Path nothing = write("colour,size\nred,1\n");

        assertRefused(folder.resolve("missing.csv"), "does not exist");
        assertRefused(folder, "cannot be read");
        assertRefused(empty, "is empty");
        assertRefused(binary, "not a text file");
        assertRefused(nothing, "--map");
    }

    @Test
    void anUnclosedQuoteCostsNoRow() throws IOException {
        IntakeCounts counts = read("email,company\na@one.example,\"One\nb@two.example,Two\n");

        assertThat(counts).isEqualTo(new IntakeCounts(2, 2, 0, 0));
        assertThat(leads).extracting(Lead::getCompany).containsExactly("One", "Two");
        assertThat(leads.getFirst().getWarnings()).hasSize(1);
        assertThat(leads.getLast().getWarnings()).isEmpty();
    }

    private void assertRefused(Path file, String why) {
        assertThatThrownBy(() -> new LeadFileReader(file, Map.of()).read(leads::add, problems::add))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(why)
                .message()
                .doesNotContain("\n");
    }

    private IntakeCounts read(String text) throws IOException {
        return new LeadFileReader(write(text), Map.of()).read(leads::add, problems::add);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "list", ".csv"), text, StandardCharsets.UTF_8);
    }
}
