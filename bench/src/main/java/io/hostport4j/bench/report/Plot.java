package io.hostport4j.bench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws figures into a file of SVG; needs no display. */
final class Plot {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 460;
    /** Two digits are enough to draw a letter, and make the file a third smaller. */
    private static final Pattern LONG_FRACTION = Pattern.compile("(\\d\\.\\d\\d)\\d+");

    private final Path folder;

    Plot(Path folder) {
        this.folder = folder;
    }

    /** A line for each series, both axes logarithmic. */
    void curves(String file, String title, String x, String y, Map<String, SortedMap<Double, Double>> series) {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(x).yAxisTitle(y).build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        series.forEach((name, points) -> chart.addSeries(name, List.copyOf(points.keySet()), List.copyOf(points.values())));
        save(file, chart, chart.getStyler());
    }

    /** A group of bars for each category. */
    void bars(String file, String title, String y, List<String> categories, Map<String, List<Double>> series) {
        CategoryChart chart = new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(title).yAxisTitle(y).build();
        series.forEach((name, values) -> chart.addSeries(name, categories, values));
        save(file, chart, chart.getStyler());
    }

    private void save(String file, Chart<?, ?> chart, AxesChartStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE).setLegendPosition(LegendPosition.OutsideE);
        styler.setDecimalPattern("#,##0.###");
        // Each dash would be a path of its own: a dashed grid makes the file ten times as large.
        styler.setPlotGridLinesStroke(new BasicStroke(0.5f));
        try {
            Path written = folder.resolve(file);
            VectorGraphicsEncoder.saveVectorGraphic(chart, written.toString(), VectorGraphicsFormat.SVG);
            Files.writeString(written, LONG_FRACTION.matcher(Files.readString(written)).replaceAll("$1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
