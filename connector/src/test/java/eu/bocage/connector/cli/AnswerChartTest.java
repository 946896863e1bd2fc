package eu.bocage.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.node.Language;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

class AnswerChartTest {

    private static final String ANSWER = """
        {"dataset": "energy", "groupBy": ["epci"], "bias": {"fr": "Biais.", "en": "Bias."},
         "measures": [{"function": "count", "unit": "meter"},
           {"function": "mean", "measure": "consumption", "unit": "kWh"}],
         "cells": [
           {"keys": ["1"], "values": [{"value": 100, "halfWidth95": 10},
             {"value": 50, "halfWidth95": 30, "low95": 40, "high95": 80}]},
           {"keys": ["2"], "values": [{"value": -20, "halfWidth95": 10},
             {"value": null, "halfWidth95": null, "low95": null, "high95": null}]},
           {"keys": ["3"], "hidden": true}],
         "labels": {"epci": {"1": {"name": "Tours & <script>alert(1)</script>", "part": false}}}}""";

    @Test
    void drawsEachFigureWithItsInterval() throws Exception {
        Document svg = parsed(chart(ANSWER, Language.EN));
        List<Element> bars = all(svg, "rect", "bar");
        List<Element> noise = all(svg, "line", "noise");
        assertThat(bars).hasSize(3);
        assertThat(noise).hasSize(9);
        // counts run from -30 to 110 over 330 units, so that nothing is at 260 + 30 * 330 / 140
        assertThat(number(bars.get(0), "x")).isEqualTo(330.7);
        assertThat(number(bars.get(0), "width")).isEqualTo(235.7);
        assertThat(number(noise.get(0), "x1")).isEqualTo(542.9);
        assertThat(number(noise.get(0), "x2")).isEqualTo(590.0);
        assertThat(number(bars.get(1), "x")).isEqualTo(283.6);
        assertThat(number(bars.get(1), "width")).isEqualTo(47.1);
        // an interval that is not even has its own ends: 40 and 80 of 80
        assertThat(number(noise.get(6), "x1")).isEqualTo(425.0);
        assertThat(number(noise.get(6), "x2")).isEqualTo(590.0);
    }

    @Test
    void saysInWordsWhatItShows() throws Exception {
        Document english = parsed(chart(ANSWER, Language.EN));
        assertThat(english.getDocumentElement().getAttribute("role")).isEqualTo("img");
        assertThat(english.getDocumentElement().getAttribute("aria-labelledby")).isEqualTo("title desc");
        assertThat(english.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("Answer about energy");
        assertThat(english.getElementsByTagName("desc").item(0).getTextContent()).contains("95 of 100", "Bias.");
        assertThat(texts(english)).contains("count (meter)", "mean consumption (kWh)", "100 ± 10", "hidden",
            "unknown");
        Document french = parsed(chart(ANSWER, Language.FR));
        assertThat(french.getDocumentElement().getAttribute("lang")).isEqualTo("fr");
        assertThat(french.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("Réponse sur energy");
        assertThat(french.getElementsByTagName("desc").item(0).getTextContent()).contains("95 publications", "Biais.");
        assertThat(texts(french)).contains("masqué", "inconnu").doesNotContain("hidden");
        NodeList titles = french.getElementsByTagName("title");
        assertThat(titles.item(2).getTextContent()).isEqualTo("2 : -20 ± 10");
    }

    @Test
    void runsAndFetchesNothingAndHasItsColoursInItsStyle() throws Exception {
        String text = chart(ANSWER, Language.EN);
        Document svg = parsed(text);
        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        assertThat(text).doesNotContain("href", "url(", "@import", "<!DOCTYPE");
        NodeList every = svg.getElementsByTagName("*");
        for (int i = 0; i < every.getLength(); i++) {
            Element one = (Element) every.item(i);
            for (int a = 0; a < one.getAttributes().getLength(); a++) {
                Node attribute = one.getAttributes().item(a);
                assertThat(attribute.getNodeName()).doesNotStartWith("on").isNotIn("style", "fill", "stroke");
            }
        }
    }

    @Test
    void drawsTheFirstOfVeryManyCellsAndSaysHowManyMoreThereAre() throws Exception {
        ObjectNode answer = Json.read(ANSWER);
        for (int i = 0; i < 500; i++) {
            answer.withArray("cells").addObject().put("hidden", true).withArray("keys").add("k" + i);
        }
        Document svg = parsed(AnswerChart.of(answer, Language.EN).svg());
        assertThat(svg.getElementsByTagName("g").getLength()).isEqualTo(2 * AnswerChart.MOST);
        assertThat(texts(svg)).contains("… and 103 more");
    }

    private static String chart(String answer, Language language) {
        return AnswerChart.of(Json.read(answer), language).svg();
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> all(Document svg, String name, String kind) {
        List<Element> all = new ArrayList<>();
        NodeList nodes = svg.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            if (((Element) nodes.item(i)).getAttribute("class").equals(kind)) {
                all.add((Element) nodes.item(i));
            }
        }
        return all;
    }

    private static List<String> texts(Document svg) {
        List<String> all = new ArrayList<>();
        NodeList nodes = svg.getElementsByTagName("text");
        for (int i = 0; i < nodes.getLength(); i++) {
            all.add(nodes.item(i).getTextContent());
        }
        return all;
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
