using Proofs.Gates;
using Proofs.Verdicts;
using Spectre.Console;

namespace Proofs.Cli.Hosts.Console;

/// <summary>A report for a person at a terminal: a table, colours, the fix below each verdict.</summary>
internal static class GatesScreen
{
    internal static void Show(GatesReport report, TextWriter output)
    {
        IAnsiConsole console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(output) });
        Grid facts = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        foreach ((string name, string value) in GatesText.Facts(report))
        {
            facts.AddRow(new Markup($"[grey]{name}[/]"), new Text(value));
        }

        Table table = new Table().Border(TableBorder.Rounded).AddColumns("gate", "verdict", "reason");
        foreach (GateVerdict verdict in report.Gates)
        {
            table.AddRow(new Text(verdict.Gate), Coloured(verdict.Outcome), Reason(verdict));
        }

        foreach (string gate in report.NotRequested)
        {
            table.AddRow(new Text(gate), new Markup("[grey]not requested[/]"), new Markup($"[grey]{Markup.Escape(ReasonCodes.NotRequested.Meaning)}[/]"));
        }

        console.Write(facts);
        console.Write(table);
        console.Write(new Columns(new Text("verdict"), Coloured(report.Outcome)).Collapse());
    }

    private static Rows Reason(GateVerdict verdict)
    {
        List<Text> lines = [new($"{verdict.Reason}: {SafeText.Neutralise(verdict.Message)}")];
        lines.AddRange(GatesText.Shown(verdict).Select(finding => new Text($"{GatesDocument.Level(finding.Reason.Lane)} {finding.Reason}: {SafeText.Neutralise(finding.Message)}", new(Colour(finding.Reason.Lane)))));
        if (GatesText.Left(verdict) is > 0 and var left)
        {
            lines.Add(new($"… and {left} more; --json lists them all"));
        }

        if (verdict.Fix is not null)
        {
            lines.Add(new($"fix: {SafeText.Neutralise(verdict.Fix)}", new(Color.Aqua)));
        }

        return new(lines);
    }

    private static Text Coloured(Outcome outcome) => new(GatesDocument.Word(outcome), new(outcome switch
    {
        Outcome.Pass => Color.Green,
        Outcome.Undetermined => Color.Yellow,
        _ => Color.Red,
    }));

    private static Color Colour(Lane lane) => lane switch
    {
        Lane.Fail => Color.Red,
        Lane.Undetermined => Color.Yellow,
        _ => Color.Grey,
    };
}
