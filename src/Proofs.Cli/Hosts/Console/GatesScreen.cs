using Proofs.Gates;
using Proofs.Texts;
using Proofs.Verdicts;
using Spectre.Console;

namespace Proofs.Cli.Hosts.Console;

/// <summary>A report for a person at a terminal: what was judged, a table of verdicts, then what was found, in lines that can be copied whole.</summary>
internal static class GatesScreen
{
    /// <summary>Shows a report with whatever the terminal behind a writer can do.</summary>
    internal static void Show(GatesReport report, TextWriter output) => Show(report, AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(output) }));

    /// <summary>Shows a report.</summary>
    internal static void Show(GatesReport report, IAnsiConsole console)
    {
        foreach ((string name, string value) in GatesText.Facts(report))
        {
            Line(console, $"{name,-10}  ", Color.Grey, value);
        }

        Table table = new Table().Border(TableBorder.Rounded).AddColumns("gate", "verdict", "reason");
        foreach (GateVerdict verdict in report.Gates)
        {
            table.AddRow(new Text(verdict.Gate), new Text(GatesDocument.Word(verdict.Outcome), new(Of(verdict.Outcome))), new Text(verdict.Reason.Id));
        }

        foreach (string gate in report.NotRequested)
        {
            table.AddRow(new Text(gate), new Text(ReasonCodes.NotRequested.Id, new(Color.Grey)), new Text(string.Empty));
        }

        console.Write(table);
        foreach (GateVerdict verdict in report.Gates)
        {
            ShowFindings(console, verdict);
        }

        Line(console, "verdict     ", Color.Grey, GatesDocument.Word(report.Outcome), Of(report.Outcome));
    }

    private static void ShowFindings(IAnsiConsole console, GateVerdict verdict)
    {
        Line(console, $"{verdict.Gate}: ", Of(verdict.Outcome), SafeText.Neutralise(verdict.Message));
        foreach (string proof in ProofLines.Of(verdict))
        {
            Line(console, $"  {"proof",-8}  ", Color.Grey, SafeText.Neutralise(proof));
        }

        foreach (Finding finding in GatesText.Shown(verdict))
        {
            Line(console, $"  {GatesDocument.Level(finding.Reason.Lane),-8}  ", Of(finding.Reason.Lane), $"{finding.Reason}: {SafeText.Neutralise(finding.Message)}");
        }

        if (GatesText.Left(verdict) is > 0 and var left)
        {
            Line(console, $"  … and {left} more; the JSON result lists them all", Color.Grey, string.Empty);
        }

        if (verdict.Fix is not null)
        {
            Line(console, $"  {"fix",-8}  ", Color.Aqua, SafeText.Neutralise(verdict.Fix));
        }
    }

    /// <summary>One line, not broken by us: the terminal breaks it, and a command in it can still be copied.</summary>
    private static void Line(IAnsiConsole console, string lead, Color colour, string text, Color? textColour = null)
    {
        Write(console, lead, colour);
        Write(console, text, textColour ?? Color.Default);
        console.Profile.Out.Writer.WriteLine();
    }

    private static void Write(IAnsiConsole console, string text, Color colour)
    {
        // A width of its own keeps the renderer from breaking the text.
        int width = console.Profile.Width;
        console.Profile.Width = Math.Max(width, text.Length + 1);
        console.Write(new Text(text, new(colour)));
        console.Profile.Width = width;
    }

    private static Color Of(Outcome outcome) => outcome switch
    {
        Outcome.Pass => Color.Green,
        Outcome.Undetermined => Color.Yellow,
        _ => Color.Red,
    };

    private static Color Of(Lane lane) => lane switch
    {
        Lane.Fail => Color.Red,
        Lane.Undetermined => Color.Yellow,
        _ => Color.Grey,
    };
}
