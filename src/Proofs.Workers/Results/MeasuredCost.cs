using System.Buffers;
using System.Text.Json;
using Proofs.Runs.Runs.Records;

namespace Proofs.Workers.Results;

/// <summary>Puts what was measured in the place of what an agent or a model claims. Every other byte of a result stays as it is.</summary>
internal static class MeasuredCost
{
    /// <summary>The result with its cost.</summary>
    /// <param name="result">One JSON object.</param>
    /// <param name="cost">What was measured; what nobody knows is null in it.</param>
    internal static byte[] Put(ReadOnlySpan<byte> result, TurnCost cost)
    {
        byte[] measured = Write(cost);
        ArrayBufferWriter<byte> output = new(result.Length + measured.Length);
        Utf8JsonReader reader = new(result);
        int copied = 0;
        bool isThere = false;
        bool isEmpty = true;
        while (reader.Read())
        {
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 })
            {
                isEmpty = false;
                if (reader.ValueTextEquals("cost"u8))
                {
                    isThere = true;
                    reader.Read();
                    output.Write(result[copied..(int)reader.TokenStartIndex]);
                    output.Write(measured);
                    reader.Skip();
                    copied = (int)reader.BytesConsumed;
                }
            }
            else if (reader is { TokenType: JsonTokenType.EndObject, CurrentDepth: 0 } && !isThere)
            {
                output.Write(result[copied..(int)reader.TokenStartIndex]);
                output.Write(isEmpty ? "\"cost\":"u8 : ",\"cost\":"u8);
                output.Write(measured);
                copied = (int)reader.TokenStartIndex;
            }
        }

        output.Write(result[copied..]);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Write(TurnCost cost)
    {
        ArrayBufferWriter<byte> text = new();
        using Utf8JsonWriter writer = new(text);
        writer.WriteStartObject();
        Number(writer, "input_tokens", cost.InputTokens);
        Number(writer, "output_tokens", cost.OutputTokens);
        Number(writer, "usd", cost.Usd);
        writer.WriteEndObject();
        writer.Flush();
        return text.WrittenSpan.ToArray();
    }

    private static void Number(Utf8JsonWriter writer, string name, decimal? value)
    {
        if (value is { } known)
        {
            writer.WriteNumber(name, known);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
