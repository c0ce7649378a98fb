using System.Text.RegularExpressions;

namespace Proofs.Cli.Tests.Hosts.GitHub;

/// <summary>
/// What actions/runner makes of what a step prints and writes, stated anew from its published rules: ActionCommand.cs (the form
/// <c>::name k=v::data</c> first, then the old form <c>##[name k=v]data</c> anywhere in a line) and FileCommandManager.cs (outputs).
/// </summary>
internal static partial class RunnerParser
{
    private static readonly HashSet<string> Names = new(
        [
            "set-env", "add-path", "set-output", "save-state", "add-mask", "add-matcher", "remove-matcher", "stop-commands", "echo",
            "error", "warning", "notice", "debug", "group", "endgroup", "internal-set-repo-path",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The commands in a log, in order.</summary>
    internal static IEnumerable<RunnerCommand> Commands(string log) => LineBreak().Split(log).Select(line => New(line) ?? Old(line)).OfType<RunnerCommand>();

    /// <summary>The outputs in a file; throws where the runner fails the step.</summary>
    internal static Dictionary<string, string> Outputs(string file)
    {
        Dictionary<string, string> outputs = new(StringComparer.OrdinalIgnoreCase);
        for (int at = 0; at < file.Length;)
        {
            string line = Line(file, ref at, out _);
            if (line.Length == 0)
            {
                continue;
            }

            int equals = line.IndexOf('=', StringComparison.Ordinal);
            int heredoc = line.IndexOf("<<", StringComparison.Ordinal);
            if (equals >= 0 && (heredoc < 0 || equals < heredoc))
            {
                outputs[equals > 0 ? line[..equals] : throw new FormatException("Name must not be empty")] = line[(equals + 1)..];
                continue;
            }

            if (heredoc <= 0 || heredoc + 2 >= line.Length)
            {
                throw new FormatException($"Invalid format '{line}'");
            }

            outputs[line[..heredoc]] = Heredoc(file, ref at, line[(heredoc + 2)..]);
        }

        return outputs;
    }

    private static string Heredoc(string file, ref int at, string delimiter)
    {
        List<string> lines = [];
        while (true)
        {
            if (at >= file.Length)
            {
                throw new FormatException($"Matching delimiter not found '{delimiter}'");
            }

            string line = Line(file, ref at, out bool hasBreak);
            if (line == delimiter)
            {
                return string.Join('\n', lines);
            }

            lines.Add(hasBreak ? line : throw new FormatException("EOF marker missing new line"));
        }
    }

    private static string Line(string file, ref int at, out bool hasBreak)
    {
        int end = file.IndexOf('\n', at);
        hasBreak = end >= 0;
        string line = hasBreak ? file[at..end] : file[at..];
        at = hasBreak ? end + 1 : file.Length;
        return line;
    }

    /// <summary>The form <c>::name k=v,k=v::data</c>, after white space.</summary>
    private static RunnerCommand? New(string line)
    {
        string text = line.TrimStart();
        int end = text.StartsWith("::", StringComparison.Ordinal) ? text.IndexOf("::", 2, StringComparison.Ordinal) : -1;
        if (end < 0)
        {
            return null;
        }

        string head = text[2..end];
        int space = head.IndexOf(' ', StringComparison.Ordinal);
        string name = space < 0 ? head : head[..space];
        return Names.Contains(name)
            ? new(name, Properties(space < 0 ? string.Empty : head[(space + 1)..], ',', property: true), Unescape(text[(end + 2)..], property: false))
            : null;
    }

    /// <summary>The form <c>##[name k=v;k=v]data</c>, anywhere in the line.</summary>
    private static RunnerCommand? Old(string line)
    {
        int start = line.IndexOf("##[", StringComparison.Ordinal);
        int end = start < 0 ? -1 : line.IndexOf(']', start);
        if (end < 0)
        {
            return null;
        }

        string head = line[(start + 3)..end];
        int space = head.IndexOf(' ', StringComparison.Ordinal);
        string name = space < 0 ? head : head[..space];
        return Names.Contains(name) ? new(name, Properties(space < 0 ? string.Empty : head[(space + 1)..], ';', property: false), UnescapeOld(line[(end + 1)..])) : null;
    }

    private static Dictionary<string, string> Properties(string text, char separator, bool property) => text
        .Split(separator, StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Where(pair => pair.Length == 2)
        .GroupBy(pair => pair[0].Trim(), StringComparer.OrdinalIgnoreCase)
        .ToDictionary(pairs => pairs.Key, pairs => property ? Unescape(pairs.Last()[1], property: true) : UnescapeOld(pairs.Last()[1]), StringComparer.OrdinalIgnoreCase);

    /// <summary>The old form's own table; per cent comes last in both.</summary>
    private static string UnescapeOld(string text) => text
        .Replace("%3B", ";", StringComparison.Ordinal)
        .Replace("%0D", "\r", StringComparison.Ordinal)
        .Replace("%0A", "\n", StringComparison.Ordinal)
        .Replace("%5D", "]", StringComparison.Ordinal)
        .Replace("%25", "%", StringComparison.Ordinal);

    private static string Unescape(string text, bool property)
    {
        text = text.Replace("%0D", "\r", StringComparison.Ordinal).Replace("%0A", "\n", StringComparison.Ordinal);
        text = property ? text.Replace("%3A", ":", StringComparison.Ordinal).Replace("%2C", ",", StringComparison.Ordinal) : text;
        return text.Replace("%25", "%", StringComparison.Ordinal);
    }

    /// <summary>The runner reads a process's streams line by line as .NET does: a line feed, a carriage return, or both end a line.</summary>
    [GeneratedRegex("\r\n|\n|\r", RegexOptions.None, 1000)]
    private static partial Regex LineBreak();
}

/// <summary>A command as the runner would carry it out.</summary>
internal sealed record RunnerCommand(string Name, IReadOnlyDictionary<string, string> Properties, string Data);
