using System.Text;
using System.Text.Json;
using Proofs.Runs.Runs.Records;

namespace Proofs.Workers.LocalCli;

/// <summary>What a program's structured output says, as far as its profile knows it.</summary>
internal sealed class AgentOutput(AgentProfile? profile, IReadOnlyList<string>? secrets = null)
{
    /// <summary>No turn's result is nearly as long, in characters.</summary>
    private const int LongestMessage = 8 << 20;

    private const int MostErrors = 20;
    private const int LongestError = 2000;

    private readonly Redactor _redactor = new(secrets ?? []);
    private readonly StringBuilder _message = new();
    private readonly List<string> _errors = [];
    private long? _input;
    private long? _output;
    private decimal? _usd;
    private bool _isCostUnknown;

    /// <summary>The agent's last words, or empty.</summary>
    internal string Message => _message.ToString();

    /// <summary>The errors that the program told.</summary>
    internal IReadOnlyList<string> Errors => _errors;

    /// <summary>The model that it says it asked, or null.</summary>
    internal string? Model { get; private set; }

    /// <summary>What the last line was about, for people; null when no line meant anything.</summary>
    internal string? Latest { get; private set; }

    /// <summary>What the work used. Where tokens were used, a cost of nothing only means that the program knows no price.</summary>
    internal TurnCost Cost => new()
    {
        InputTokens = _input,
        OutputTokens = _output,
        Usd = _isCostUnknown || (_usd == 0 && (_input is not null || _output is not null)) ? null : _usd,
    };

    /// <summary>Takes a line; one that is no JSON object says nothing here.</summary>
    internal void Take(ReadOnlyMemory<byte> line)
    {
        if (profile is not { Output.Count: > 0 } || !line.Span.TrimStart(" \t"u8).StartsWith("{"u8))
        {
            return;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            Latest = Text(document.RootElement, "type") ?? Latest;
            foreach (OutputRule rule in profile.Output.Where(rule => rule.Where.All(each => Text(document.RootElement, each.Key) == each.Value)))
            {
                Apply(rule, document.RootElement);
            }
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            // It only looked like JSON, or holds text that is no Unicode.
        }
    }

    private void Apply(OutputRule rule, JsonElement line)
    {
        if (rule.Clear || (rule.Message is not null && !rule.Append))
        {
            _message.Clear();
        }

        if (rule.Message is { } path && Text(line, path) is { } message && _message.Length + message.Length <= LongestMessage)
        {
            _message.Append(message);
            Latest = message.Trim() is { Length: > 0 } words ? words : Latest;
        }

        if (rule.Error is { } at && Text(line, at) is { Length: > 0 } error && _errors.Count < MostErrors)
        {
            _errors.Add(error[..Math.Min(error.Length, LongestError)]);
            Latest = error;
        }

        Model = rule.Model is { } where && Text(line, where) is { Length: > 0 and <= 200 } model ? model : Model;
        if (rule.InputTokens.Count > 0)
        {
            _input = Total(rule, _input, Tokens(line, rule.InputTokens));
            _output = Total(rule, _output, Tokens(line, rule.OutputTokens));
        }

        if (rule.Usd is { } money)
        {
            decimal? usd = Find(line, money) is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out decimal value) && value is >= 0 and < 1_000_000_000 ? value : null;
            _isCostUnknown = (rule.Sum && _isCostUnknown) || usd is null;
            _usd = rule.Sum ? (_usd ?? 0) + (usd ?? 0) : usd;
        }
    }

    private static long? Total(OutputRule rule, long? before, long? more) => rule.Sum && before is not null && more is not null ? before + more : more ?? before;

    private static long? Tokens(JsonElement line, IReadOnlyList<string> paths)
    {
        long? sum = null;
        foreach (string path in paths)
        {
            if (Find(line, path) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out long value) && value is >= 0 and < 1_000_000_000_000)
            {
                sum = (sum ?? 0) + value;
            }
        }

        return sum;
    }

    /// <summary>What stands there. The line came without secrets, but one that JSON escapes in its own way shows only here.</summary>
    private string? Text(JsonElement line, string path) => Find(line, path) switch
    {
        { ValueKind: JsonValueKind.String } text => _redactor.Whole(text.GetString()!),
        { ValueKind: JsonValueKind.True } => "true",
        { ValueKind: JsonValueKind.False } => "false",
        _ => null,
    };

    private static JsonElement? Find(JsonElement line, string path)
    {
        JsonElement at = line;
        foreach (string name in path.Split('.'))
        {
            if (at.ValueKind is not JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return null;
            }
        }

        return at;
    }
}
